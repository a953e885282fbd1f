"""What a young person keeps to themself and their worker: features above say which entries those are."""

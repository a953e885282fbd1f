"""Who to call, text or write to, now: lines by nation, language and hour, each looked up, with its source."""

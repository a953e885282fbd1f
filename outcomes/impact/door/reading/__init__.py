"""What counting looks at, read once for a whole cohort."""

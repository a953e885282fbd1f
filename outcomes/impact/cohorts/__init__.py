"""The data lead opens cohorts and closes them: pages, and the forms on them."""

"""Links that work no more, and why: their time was over, or they were ended on purpose."""

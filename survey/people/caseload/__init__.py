"""The caseload: the young people one worker works with, and what features above have to say about each."""

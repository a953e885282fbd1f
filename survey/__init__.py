"""What was asked, of whom, by whose leave, and what is recorded about them.

The story: a person opens a link, says yes or no to each purpose, answers, chooses an outcome, and reads all that is
recorded about them. Everything recorded is an entry in the ledger. `survey.app.create_app` puts the two sides together.
"""

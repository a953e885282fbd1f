"""Areas on codes: which place lies in which, of which year's boundaries; deprivation; official tables beside ours."""

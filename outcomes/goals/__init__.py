"""Goals: outcomes young people choose and word themselves, rated 0 to 10 by them, counted by nobody without a Yes."""

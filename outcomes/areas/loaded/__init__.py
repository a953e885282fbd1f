"""What was taken in of places, official tables and maps, on one page."""

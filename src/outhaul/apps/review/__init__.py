"""What was learned: pulse, ratings both ways, own figures, retrospectives, the month on a page."""

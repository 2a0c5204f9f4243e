"""What the contractor answers and sees of the review: pulse, rating, own scorecard."""

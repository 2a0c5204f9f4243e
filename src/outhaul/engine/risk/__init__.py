"""Risk: the plan lived through tens of thousands of times, on the cost function of the plan itself."""

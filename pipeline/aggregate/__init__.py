"""Reports of many units and periods: what they come to together, and who has not reported."""

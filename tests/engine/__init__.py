"""What statements mean."""

"""Routes about the team's issue tracker."""

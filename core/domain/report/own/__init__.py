"""Reports that Debrief itself wrote."""

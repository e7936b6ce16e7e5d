"""What every page shares: access, errors, session state, HTML, inputs and timers."""

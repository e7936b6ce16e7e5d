"""The pages: thin files that read, draw and call a service. No SQL, no rules, no arithmetic on time."""

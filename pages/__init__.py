"""The pages: thin files that read from services and render. No SQL, no rules, no arithmetic on time."""

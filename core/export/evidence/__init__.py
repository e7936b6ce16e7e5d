"""Pictures that people bring, made safe to show and to send on."""

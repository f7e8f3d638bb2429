"""Where everything is put together. Nothing else imports this room."""

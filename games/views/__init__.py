"""One function per address: resolve the viewer, call a selector or a service, render."""

"""Every figure of a report is accounted for: taken, part of a name, or told as another one."""

"""The commands of `flask`: where each one lives. A command's module is imported when the command is run.

A web worker loads the application too and runs no command, so it must not pay for what commands import.
"""

from importlib import import_module

from click import Command, Context
from flask.cli import AppGroup

COMMANDS = {
    "api-key": "hotline.feeds.api_keys:commands",
    "audit": "hotline.console.audit_commands:commands",
    "call-map": "hotline.ivr.call_map_command:command",
    "deliver": "hotline.delivery:command",
    "desk": "hotline.console.desk:commands",
    "demo": "hotline.demo.command:commands",
    "directory": "hotline.reference.command:commands",
    "fallback": "hotline.ivr.fallback:command",
    "intake": "hotline.feeds.intake:intake",
    "keys": "hotline.feeds.people_keys:commands",
    "messages": "hotline.console.message_commands:commands",
    "migrate": "hotline.migration:migrate",
    "phone": "hotline.phone.terminal:phone",
    "prompts": "hotline.ivr.prompt_commands:commands",
    "purge": "hotline.purging:command",
    "roster": "hotline.feeds.roster:commands",
    "staff": "hotline.console.staff_commands:commands",
}


class Commands(AppGroup):
    """Our commands by name, each imported when somebody asks for it."""

    def list_commands(self, ctx: Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: Context, name: str) -> Command | None:
        if name not in COMMANDS:
            return super().get_command(ctx, name)
        module, _, attribute = COMMANDS[name].partition(":")
        command: Command = getattr(import_module(module), attribute)
        return command

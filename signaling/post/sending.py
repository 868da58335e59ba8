"""How a letter leaves: SMTP (RFC 5321, by aiosmtplib) and the gateway of short messages."""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

import aiohttp
import aiosmtplib

from ..mail import Gateway, Mail, Security
from .words import Letter

PATIENCE = 20.0
"Seconds, for one letter."


class NotSent(Exception):
    """Told by the class of what went wrong alone: addresses stay out of logs."""


@dataclass(frozen=True)
class Smtp:
    mail: Mail
    trusted: Callable[[], ssl.SSLContext] = ssl.create_default_context

    async def send(self, to: str, letter: Letter) -> None:
        """Raises :exc:`NotSent`."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._send(_message(self.mail.sender, to, letter))
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise NotSent(type(error).__name__) from None

    async def _send(self, message: EmailMessage) -> None:
        secure = self.mail.security is not Security.NONE
        await aiosmtplib.send(
            message,
            hostname=self.mail.host,
            port=self.mail.port,
            username=self.mail.user or None,
            password=self.mail.password or None,
            use_tls=self.mail.security is Security.TLS,
            start_tls=self.mail.security is Security.STARTTLS,
            tls_context=self.trusted() if secure else None,
            timeout=PATIENCE,
        )


@dataclass(frozen=True)
class Sms:
    gateway: Gateway

    async def send(self, telephone: str, text: str) -> None:
        """`telephone` as the mairie's form keeps it. Raises :exc:`NotSent`."""
        headers = {"Content-Type": "application/json"}
        if self.gateway.authorization:
            headers["Authorization"] = self.gateway.authorization
        body = self.gateway.filled(f"+33{telephone.replace(' ', '')[1:]}", text)
        wait = aiohttp.ClientTimeout(total=PATIENCE)
        try:
            async with (
                aiohttp.ClientSession(timeout=wait) as session,
                session.post(
                    self.gateway.url, data=body, headers=headers, allow_redirects=False
                ) as answer,
            ):
                if answer.status >= 300:
                    raise NotSent(str(answer.status))
        except (aiohttp.ClientError, OSError) as error:
            raise NotSent(type(error).__name__) from None


def _message(sender: str, to: str, letter: Letter) -> EmailMessage:
    """The library refuses a line feed in a header: nobody adds one (RFC 5322, 2.2)."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, letter.subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2] or "localhost")
    # RFC 3834, 5: answers of machines are not wanted.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    if letter.pdf is not None:
        message.add_attachment(
            letter.pdf, maintype="application", subtype="pdf", filename="pages.pdf"
        )
    return message

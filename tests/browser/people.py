"""The people of the walk: staff sign in by password, a family by the code that its phone received."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from browser.walker import Walker
from factories.choosing import MONDAY_X
from factories.world import World
from kehou.demo.inbox import latest_code
from kehou.enrolment.facts import Otherwise
from kehou.enrolment.wording import OTHERWISE_NAMES
from kehou.kernel.actor import Role

PASSWORD = "kehou-walk-2026"


def give_accounts(world: World, *roles: Role) -> None:
    """Let these roles sign in under their own name."""
    password = make_password(PASSWORD)
    for role in roles:
        get_user_model().objects.create(login=role.value, person_id=world[role].person, password=password)


def sign_in(walker: Walker, role: Role) -> None:
    """Sign in as someone of the school or county."""
    walker.go("/sign-in/")
    walker.fill("账号", role.value)
    walker.fill("密码", PASSWORD)
    walker.press("登录")


def sign_in_family(walker: Walker, phone: str) -> None:
    """Sign in by phone and code."""
    walker.go("/sign-in/phone/")
    walker.fill("手机号", phone)
    walker.press("获取验证码")
    walker.fill("验证码", latest_code(phone))
    walker.press("登录")


def fill_in(family: Walker) -> None:
    """One sitting, from the first page of the family to what is about to be signed."""
    family.press("看协议、选课程")
    family.press("看过了，想参加")
    family.tick("周一")
    family.press("下一步")
    for course in ("chess-0", "ball-0"):
        family.page.locator(f"input[name='tick-{MONDAY_X}'][value='{course}']").check()
    family.press("下一步")
    family.tick(OTHERWISE_NAMES[Otherwise.ROOM])
    family.press("下一步")
    family.tick("不同意")
    family.press("下一步")


def sign(family: Walker, phone: str) -> None:
    """Ask for a code and sign with it."""
    family.press("获取验证码")
    family.fill("短信验证码", latest_code(phone))
    family.press("签署协议")

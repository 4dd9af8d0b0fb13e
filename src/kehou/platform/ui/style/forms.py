"""The form on the style page, filled with mistakes on purpose."""

from __future__ import annotations

from django import forms

from kehou.platform.ui.forms import KehouForm


class SampleForm(KehouForm):
    """One field of each kind."""

    name = forms.CharField(
        label="课程名称", help_text="家长在选课时看到的名字，不超过12个字。", max_length=12
    )
    price = forms.DecimalField(label="每课时价格", help_text="按市州公布的标准，学校只能等于或低于它。")
    phone = forms.CharField(
        label="联系电话", widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
    )
    code = forms.CharField(
        label="短信验证码",
        help_text="6位数字，可以直接粘贴。",
        max_length=6,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code"}
        ),
    )
    domain = forms.ChoiceField(
        label="类别",
        choices=[("homework", "作业辅导"), ("sport", "体育"), ("art", "艺术"), ("science", "科学")],
    )
    days = forms.MultipleChoiceField(
        label="开课日",
        choices=[("1", "周一"), ("2", "周二"), ("3", "周三"), ("4", "周四"), ("5", "周五")],
        widget=forms.CheckboxSelectMultiple,
    )
    joining = forms.ChoiceField(
        label="孩子是否参加课后服务",
        help_text="两种选择同样有效。不参加的孩子按学校作息正常放学，可以在阅览室等末班校车，不收费。",
        choices=[("yes", "参加"), ("no", "不参加")],
        widget=forms.RadioSelect,
    )
    sheet = forms.FileField(label="签字原件扫描件", required=False, help_text="图片或PDF，不超过20兆。")
    first_day = forms.DateField(label="开课日期")
    remark = forms.CharField(label="说明", required=False, widget=forms.Textarea)
    consent = forms.BooleanField(label="我已阅读《致家长的一封信》")


class SampleFilter(KehouForm):
    """A filter bar."""

    school = forms.CharField(label="学校", required=False)
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), ("open", "待审"), ("done", "已批复")]
    )


def wrong_form() -> SampleForm:
    """The form as it comes back with four mistakes."""
    return SampleForm(
        {"price": "很便宜", "name": "无人机", "domain": "science", "days": ["1", "3"], "consent": "on"}
    )

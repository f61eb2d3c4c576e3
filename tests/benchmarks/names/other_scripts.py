"""Recorded Latin names as a relative would write them in the script of the country; rough, as people are."""

import re

_CYRILLIC = (
    ("shch", "щ"), ("sch", "щ"), ("dzh", "дж"), ("zh", "ж"), ("kh", "х"), ("ch", "ч"), ("sh", "ш"), ("ts", "ц"),
    ("yu", "ю"), ("ya", "я"), ("yo", "ё"), ("ye", "е"), ("iu", "ю"), ("ia", "ия"), ("ei", "ей"), ("ai", "ай"),
    ("iy", "ий"), ("ey", "ей"), ("ay", "ай"), ("a", "а"), ("b", "б"), ("v", "в"), ("g", "г"), ("d", "д"), ("e", "е"),
    ("z", "з"), ("i", "и"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("r", "р"),
    ("s", "с"), ("t", "т"), ("u", "у"), ("f", "ф"), ("h", "х"), ("c", "к"), ("y", "ы"), ("j", "ж"), ("q", "к"),
    ("w", "в"), ("x", "кс"), ("'", "ь"),
)  # fmt: skip
_ARABIC = (
    ("abd al", "عبد ال"), ("abdul", "عبد ال"), ("abdel", "عبد ال"), ("allah", "الله"), ("ullah", "الله"),
    ("mohammed", "محمد"), ("muhammad", "محمد"), ("mohamed", "محمد"), ("mohammad", "محمد"), ("ahmed", "أحمد"),
    ("ahmad", "أحمد"), ("omar", "عمر"), ("ali", "علي"), ("said", "سعيد"), ("saeed", "سعيد"), ("issa", "عيسى"),
    ("khaled", "خالد"), ("ibrahim", "إبراهيم"), ("youssef", "يوسف"), ("fatima", "فاطمة"), ("mustafa", "مصطفى"),
    ("kh", "خ"), ("sh", "ش"), ("ch", "ش"), ("th", "ث"), ("dh", "ذ"), ("gh", "غ"), ("ou", "و"), ("oo", "و"),
    ("ee", "ي"), ("aa", "ا"), ("ei", "ي"), ("b", "ب"), ("t", "ت"), ("j", "ج"), ("g", "ج"), ("h", "ح"), ("d", "د"),
    ("r", "ر"), ("z", "ز"), ("s", "س"), ("f", "ف"), ("q", "ق"), ("k", "ك"), ("l", "ل"), ("m", "م"), ("n", "ن"),
    ("w", "و"), ("y", "ي"), ("p", "ب"), ("v", "ف"), ("c", "ك"), ("x", "كس"), ("a", ""), ("e", ""), ("i", "ي"),
    ("o", "و"), ("u", "و"), ("'", ""),
)  # fmt: skip
_INDIC_ONSETS = (
    ("bh", 0x2D), ("ph", 0x2B), ("kh", 0x16), ("gh", 0x18), ("chh", 0x1B), ("ch", 0x1A), ("jh", 0x1D), ("th", 0x25),
    ("dh", 0x27), ("sh", 0x36), ("k", 0x15), ("g", 0x17), ("j", 0x1C), ("t", 0x24), ("d", 0x26), ("n", 0x28),
    ("p", 0x2A), ("f", 0x2B), ("b", 0x2C), ("m", 0x2E), ("y", 0x2F), ("r", 0x30), ("l", 0x32), ("v", 0x35),
    ("w", 0x35), ("s", 0x38), ("h", 0x39), ("z", 0x1C), ("c", 0x15), ("q", 0x15), ("x", 0x15),
)  # fmt: skip
_INDIC_VOWELS = (
    ("aa", 0x3E, 0x06), ("ee", 0x40, 0x08), ("oo", 0x42, 0x0A), ("ai", 0x48, 0x10), ("au", 0x4C, 0x14),
    ("i", 0x3F, 0x07), ("u", 0x41, 0x09), ("e", 0x47, 0x0F), ("o", 0x4B, 0x13), ("a", 0, 0x05),
)  # fmt: skip
_HAN = """
wang王 li李 zhang张 liu刘 chen陈 yang杨 huang黄 zhao赵 wu吴 zhou周 xu徐 sun孙 ma马 zhu朱 hu胡 guo郭 he何
lin林 gao高 luo罗 zheng郑 liang梁 xie谢 song宋 tang唐 deng邓 han韩 feng冯 yu于 dong董 xiao萧 cheng程 cao曹 yuan袁
fu傅 shen沈 zeng曾 peng彭 lu吕 su苏 jiang蒋 cai蔡 jia贾 ding丁 wei魏 xue薛 ye叶 yan阎 pan潘 du杜 dai戴
xia夏 zhong钟 tian田 ren任 fan范 fang方 shi石 yao姚 tan谭 liao廖 zou邹 xiong熊 jin金 hao郝 kong孔 bai白 cui崔
kang康 mao毛 qiu邱 qin秦 jie杰 ming明 hua华 jun军 ping平 gang刚 qiang强 min敏 jing静 li丽 fang芳 na娜 ying英
hong红 lei磊 tao涛 bo波 bin斌 hui辉 xin鑫 long龙 peng鹏 fei飞 chao超 wen文 wu武 guo国 jian建 zhi志 hai海
xiu秀 mei美 lan兰 yue月 qing青 xia霞 juan娟 yun云 rong荣 sheng胜 guang光 liang亮 dong东 zhen振 hong洪 shan山 shu淑
gui桂 zi子 xuan轩 yi艺 ze泽 rui睿 hao浩 yu宇 ran然 kai凯 chen晨 bing冰 dan丹 ting婷 xue雪 qi琪 man曼
ling玲 xiang祥 fu福 gen根 sen森 cheng成 zong宗 ke科
"""
_ONSETS, _CODAS = "g kk n d tt r m b pp s ss  j jj ch k t p h", " k _ _ n _ _ t l _ _ _ _ _ _ _ m p _ t _ ng"
_HANGUL_ONSETS, _HANGUL_CODAS = _ONSETS.split(" "), _CODAS.split(" ")
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"
_HANGUL_VOWELS = _VOWELS.split()
_KOREAN_SPELLINGS = (
    ("lee", "i"), ("park", "bak"), ("young", "yeong"), ("oon", "un"), ("oo", "u"), ("chul", "cheol"), ("sung", "seong"),
    ("jung", "jeong"), ("chung", "jeong"), ("hyun", "hyeon"), ("kyung", "gyeong"), ("hee", "hui"), ("choi", "choe"),
    ("kim", "gim"), ("cho", "jo"), ("kang", "gang"), ("shin", "sin"), ("won", "won"), ("ahn", "an"), ("suk", "seok"),
    ("ee", "i"), ("sh", "s"),
)  # fmt: skip
_SYLLABLE = re.compile(
    r"(?:kk|tt|pp|ss|jj|ch|[gndrmbsjktphl])?(?:yeo|yae|wae|eo|eu|ae|oe|ui|wi|ya|ye|yo|yu|wa|wo|we|[aeiou])"
    r"(?:ng|[knmlptr](?![aeiouyw]))?"
)


def cyrillic(text: str) -> str:
    return _replaced(text, _CYRILLIC)


def arabic(text: str) -> str:
    """Short vowels go unwritten inside; a vowel at the beginning has its bearer."""
    words = []
    for word in re.split(r"[\s-]+", text.lower()):
        word = re.sub(r"([^eo])\1", r"\1", word)
        start = "ا" if word[:1] in "aeiou" and not word.startswith(("ah", "al", "is", "ib", "om")) else ""
        ending = "ة" if len(word) > 3 and word.endswith("a") else ""
        words.append(start + _replaced(word[:-1] if ending else word, _ARABIC) + ending)
    return " ".join(words)


def devanagari(text: str) -> str:
    return " ".join(_indic(word, 0x900) for word in re.split(r"[\s-]+", text.lower()))


def gurmukhi(text: str) -> str:
    return " ".join(_indic(word, 0xA00) for word in re.split(r"[\s-]+", text.lower()))


def han(surname: str, given: str) -> str | None:
    """Surname and given name together, or None when a syllable has no sign here."""
    table: dict[str, str] = {}
    for entry in _HAN.split():
        table.setdefault(entry[:-1], entry[-1])
    signs = []
    for word in (surname, *re.split(r"[\s-]+", given)):
        rest = word.lower()
        while rest:
            length = next(
                (n for n in range(min(6, len(rest)), 0, -1) if rest[:n] in table and _splits(rest[n:], table)), 0
            )
            if not length:
                return None
            signs.append(table[rest[:length]])
            rest = rest[length:]
    return "".join(signs)


def _splits(rest: str, table: dict[str, str]) -> bool:
    return not rest or any(rest[:n] in table and _splits(rest[n:], table) for n in range(1, 7))


def hangul(surname: str, given: str) -> str | None:
    """Surname and given name together, or None where the spelling cannot be read."""
    signs = []
    for word in (surname, *re.split(r"[\s-]+", given)):
        rest = _replaced(word, _KOREAN_SPELLINGS)
        while rest:
            found = _SYLLABLE.match(rest)
            sign = found and _hangul_sign(found.group())
            if not found or not sign:
                return None
            signs.append(sign)
            rest = rest[found.end() :]
    return "".join(signs)


def _hangul_sign(syllable: str) -> str | None:
    onset = next((n for n in ("kk", "tt", "pp", "ss", "jj", "ch") if syllable.startswith(n)), "")
    onset = onset or (syllable[0] if syllable[0] not in "aeiouyw" else "")
    rest = syllable[len(onset) :]
    onset = "r" if onset == "l" else onset
    for vowel in sorted(_HANGUL_VOWELS, key=len, reverse=True):
        coda = rest[len(vowel) :].replace("r", "l")
        if rest.startswith(vowel) and coda in _HANGUL_CODAS and onset in _HANGUL_ONSETS:
            place = _HANGUL_ONSETS.index(onset) * 588 + _HANGUL_VOWELS.index(vowel) * 28 + _HANGUL_CODAS.index(coda)
            return chr(0xAC00 + place)
    return None


def _indic(word: str, base: int) -> str:
    signs, after_consonant = [], False
    virama = chr(base + 0x4D)
    while word:
        onset = next(((latin, code) for latin, code in _INDIC_ONSETS if word.startswith(latin)), None)
        vowel = next((entry for entry in _INDIC_VOWELS if word.startswith(entry[0])), None)
        if onset:
            signs.append((virama if after_consonant and base == 0x900 else "") + chr(base + onset[1]))
            word, after_consonant = word[len(onset[0]) :], True
        elif vowel:
            latin, mark, letter = vowel
            if after_consonant:
                signs.append(chr(base + mark) if mark else (chr(base + 0x3E) if word == "a" else ""))
            else:
                signs.append(chr(base + letter))
            word, after_consonant = word[len(latin) :], False
        else:
            word = word[1:]
    return "".join(signs)


def _replaced(text: str, rules: tuple[tuple[str, str], ...]) -> str:
    text, signs = text.lower(), []
    while text:
        rule = next(((latin, sign) for latin, sign in rules if text.startswith(latin)), (text[0], text[0]))
        signs.append(rule[1])
        text = text[len(rule[0]) :]
    return "".join(signs)

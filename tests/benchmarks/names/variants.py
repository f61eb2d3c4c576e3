"""Other ways to say and write names, written apart from the tables of the engine, so that its gaps show."""

from random import Random

# What families call each other: formal name, then what is said. Some are regional and unknown to the engine.
CALLED = """
jose pepe chepe che josesito; maria mari mary marucha; guadalupe lupe lupita; francisco paco pancho chico cisco
jesus chuy chucho; juan juancho juanito john; antonio tono tony; manuel manolo manny meño; alejandro alex ale jano
eduardo lalo eddy edu; ignacio nacho; enrique quique kike; guillermo memo guicho; roberto beto bobby; alberto beto
ricardo ricky richi; rafael rafa fallo; miguel mike migue; luis lucho wicho; fernando fer nando; gabriel gabo gabi
sergio checo; daniel dani danny; javier javi; carlos charly carlitos; jorge coque george; pedro perico pedrito
pablo pablito; ramon moncho; raul rulo; gustavo gus tavo; gregorio goyo; santiago chago santi; tomas tommy tomasito
ernesto neto; alfredo fredy; alfonso poncho; arturo turo; vicente chente; lorenzo lencho; nicolas nico; andres andy
cristian cris; domingo mingo; rodolfo rudy fito; rogelio roger; agustin tin; felipe pipe; samuel sam samy
jonathan joni yoni; marvin mar; wilmer wil; edwin edy; elmer mer; cesar cheche; hector tito eto; oscar oski
leticia lety; patricia paty; isabel chabela isa; rosario chayo; concepcion concha conchita; teresa tere; rosa rosita
veronica vero; graciela chela; mercedes meche; dolores lola; beatriz bety; josefina chepina fina; margarita mago
carolina caro; elizabeth eli liz; ana anita; luz lucecita; carmen carmelita; silvia chivis; yesenia yesi; wendy wen
aleksandr sasha sanya alex; aleksei lyosha alyosha; dmitry dima; sergey seryoga seryozha; vladimir vova volodya
nikolay kolya; ivan vanya; mikhail misha; maksim max; evgeny zhenya; pavel pasha; andrey andryukha; viktor vitya
ekaterina katya; tatiana tanya; natalia natasha; anastasia nastya; olga olya; elena lena; irina ira
muhammad mo md; mohammed mo mohd; ibrahim brahim ibra; mamadou doudou modou; ousmane ouzin; abdoulaye ablaye laye
fatoumata fatou; aminata ami; gurpreet gopi guri; harpreet happy; sukhwinder sukhi; jaspreet jassi; manpreet mani
amandeep aman; lovepreet love; rajesh raju; jean jeannot; pierre pierrot; emmanuel manno; wilson wil; mehmet memo
mustafa musti; ibrahim ibo; ismail iso; joao joaozinho; jose ze zeca; francisco chiquinho; antonio toninho
luiz luizinho
"""

# Romanisations as they stand on papers from elsewhere: recorded form, then others.
WRITTEN = """
wang wong; li lee; zhang cheung chang; liu lau; chen chan; yang yeung; huang wong hwang; zhao chiu; wu ng; zhou chow
xu hsu tsui; guo kwok; he ho; lin lam; luo lo law; zheng cheng; liang leung; xie hsieh tse; feng fung; cai tsai choi
jiang chiang keung; xiao hsiao siu; zhu chu; qian chien; deng teng; zeng tseng; ye yip; xiong hsiung; jin chin
kim gim; park bak pak; choi choe; jung jeong chung; lee yi rhee; yoon yun; kang gang; cho jo; lim im rim; shin sin
mohammed muhammad mohamed mohamad; muhammad mohammad mohamed; ahmed ahmad ahmet; hussein husain hussain; hassan hasan
youssef yusuf yousef; yusuf yousuf youssef; omar umar omer; osman othman uthman; khaled khalid; mahmoud mahmud
mustafa moustafa mostafa; suleiman sulaiman soliman; ibrahim ebrahim ibraheem; said saeed sayed
abdullah abdallah abdulla
cheikh sheikh cheick; mamadou mamadu; moussa musa; issa isa; ousmane usman; fatoumata fatumata; diallo jallow; bah ba
diop jobe; ndiaye njie; sow sou; camara kamara; barry bari; toure ture; cisse ceesay; sy sye
yusupov yusufov; rakhimov rahimov; khodjaev hojayev; sharipov sharifov; ismoilov ismailov; karimov kerimov
alexander aleksandr; dmitry dmitrii dmitriy; sergey sergei; yulia iuliia julia; yuri iurii; andrey andrei; maksim maxim
singh sing; kaur cor; dhillon dhilon; gill gil; sandhu sandu; preet prit
nguyen nguyenn; hoang huynh; truong chuong; phan fan
gonzalez gonzales; hernandez ernandez hernandes; rodriguez rodrigues; martinez martines; jimenez gimenez ximenez
vasquez vazquez basquez; velasquez velazquez; chavez chaves; yanez llanez; zavala savala; barrientos varrientos
"""


def _table(text: str) -> dict[str, tuple[str, ...]]:
    entries = (entry.split() for line in text.strip().splitlines() for entry in line.split(";"))
    found: dict[str, tuple[str, ...]] = {}
    for formal, *others in (entry for entry in entries if entry):
        found[formal] = found.get(formal, ()) + tuple(others)
    return found


_CALLED = _table(CALLED)
_WRITTEN = _table(WRITTEN)
_BY_EAR = (
    ("z", "s"), ("s", "z"), ("b", "v"), ("v", "b"), ("ll", "y"), ("y", "ll"), ("h", ""), ("j", "h"), ("ge", "je"),
    ("gi", "ji"), ("c", "k"), ("k", "c"), ("qu", "k"), ("x", "j"), ("i", "y"), ("y", "i"), ("ph", "f"), ("ou", "u"),
    ("u", "oo"), ("i", "ee"), ("ee", "i"), ("oo", "u"), ("kh", "h"), ("sh", "ch"), ("ch", "sh"), ("dj", "j"),
    ("j", "dj"), ("nn", "n"), ("n", "nn"), ("r", "rr"), ("e", "i"), ("i", "e"), ("o", "u"), ("u", "o"), ("th", "t"),
    ("gu", "w"), ("hu", "w"), ("mb", "nb"), ("m", "n"), ("ks", "x"), ("ei", "ey"), ("zh", "j"),
)  # fmt: skip
_NEIGHBOURS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wqwetrtyuipsadsdfghjkxzzxcvbn", strict=False))


def called(rng: Random, token: str) -> str | None:
    """A nickname, or None."""
    return rng.choice(_CALLED[token.lower()]) if token.lower() in _CALLED else None


def written(rng: Random, token: str) -> str | None:
    """Another romanisation, or None."""
    return rng.choice(_WRITTEN[token.lower()]) if token.lower() in _WRITTEN else None


def by_ear(rng: Random, text: str) -> str:
    """One sound spelled otherwise."""
    text = text.lower()
    fitting = [(heard, spelt) for heard, spelt in _BY_EAR if heard in text]
    if not fitting:
        return text
    heard, spelt = rng.choice(fitting)
    places = [n for n in range(len(text)) if text.startswith(heard, n)]
    place = rng.choice(places)
    return text[:place] + spelt + text[place + len(heard) :]


def slip(rng: Random, text: str) -> str:
    """One slip of the finger: a letter left out, doubled, swapped with the next, or its neighbour on the keys."""
    letters = [n for n, letter in enumerate(text) if letter.isalpha()]
    if len(letters) < 3:
        return text
    place = rng.choice(letters[:-1])
    kind = rng.randrange(4)
    if kind == 0:
        return text[:place] + text[place + 1 :]
    if kind == 1:
        return text[:place] + text[place] + text[place:]
    if kind == 2:
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text[:place] + _NEIGHBOURS.get(text[place].lower(), "e") + text[place + 1 :]

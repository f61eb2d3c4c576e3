"""Nicknames and English forms, of our own making: the formal names before the colon, what people are called behind it.

Names that merely sound alike (Cristina, Christina) are left to the skeleton.
luis: wicho huicho lucho
alejandro: jandro jano
oscar: osky oscarin
eduardo: eddie edu lalito guayo
francisco: chisco paquito fito pacho
jose: joche josue chepito
jesus: chuyito chus
roberto: robertito
ricardo: ricardito
carlos: calin charles carlitos
miguel: miguelin
manuel: mane manolin
pedro: peyo
rafael: rafita
antonio: tonio tonito
victor: vitico victorino
hugo: huguito
jaime: jimmy
mario: marito
marvin: marvi
elmer: elmo
edwin: eddie win
wilson: wil willy
kevin: kev
brayan: brian bryan
jefferson: jeff jefri
anderson: andy
yeison: jason
jhon: john
jeremias: jere
isaias: isa
elias: eli
moises: moi
josue: josh
noe: noecito
abel: abelito
adan: adancito
efrain: efra
ezequiel: eze
fidel: fide
gerardo: gera jerry
german: mancho
geovanni: gio geo
giovanni: gio
hernan: nan
israel: isra
ivan: vancho
leandro: leo
lucas: luquitas
mateo: mat
misael: misa
nestor: tito
omar: omi
osman: osmi
roger: rogelio
salomon: salo
saul: saulito
simon: moncho
ulises: uli
valentin: vale tin
wilfredo: wil fredo
xiomara: xio
adriana: adri nana
alma: almita
blanca: blanqui
brenda: bren
cecilia: ceci chila
claudia: clau
cristina: cris tina cristy
diana: dianita
elena: nena elenita
erika: eri
esther: teche
flor: florecita
gloria: yoya
ingrid: ingri
irma: irmita
jennifer: jenny jen
julia: julita
juliana: juli
karina: kari
karla: karlita
laura: lau lauri
lidia: lidi
lorena: lore
lucia: luci lucy
marcela: marce chela
mariana: mari nana
marisol: mari sol
marta: martita
mayra: may
miriam: miri
nancy: nan
norma: normita
olga: olguita
paola: pao
paula: pau
pilar: pili
raquel: raque
rebeca: beca becky
reina: reinita
rita: ritita
sandra: sandy
sara: sarita
sonia: soni
stephany: fany
ursula: ushi
valentina: valen
victoria: vicky toya
viviana: vivi
zoila: zoilita
"""

NICKNAMES = """
jose: pepe chepe chema pepito joseph joe joey cheo josecito
maria: mari mary mia marie
guadalupe: lupe lupita pita lupe guada
francisco: paco pancho kiko frank francis fran cisco panchito curro quico
francisca: paca pancha fran frances
jesus: chuy chucho jesse suso
juan: john juancho juanito johnny jack
juana: jane juanita joan
antonio: tono tony toni anthony tonito nono
antonia: tonia tona
manuel: manolo manny manolito meme manu
manuela: manola manoli
alejandro: alex ale jandro alexander sandro alec
alejandra: alex ale jandra alexandra sandra
eduardo: lalo eddie edu eduard edward ed
ignacio: nacho
enrique: quique kike henry rick enriq
guillermo: memo william bill willy guille billy memito will
roberto: beto robert bob rob tito bobby robby
alberto: beto albert tito al
gilberto: beto gil
humberto: beto
heriberto: beto
norberto: beto
rigoberto: rigo beto
ricardo: richard rick ricky richie riqui
rafael: rafa ralph rafi fallo
miguel: mike michael micky migue miguelito
luis: lucho louis lou luisito huicho
luisa: lucha louise
fernando: fer nando fernan ferdinand
fernanda: fer nanda
gabriel: gabo gabi gabe
gabriela: gabi gaby
sergio: checo serge
daniel: dani danny dan
daniela: dani
javier: javi xavi xavier
carlos: charlie charly carlitos charles carlo caliche
jorge: george coque jorgito koki
mario: mayito
pedro: peter perico pedrito
pablo: paul pablito
ramon: moncho raymond monchito ray
raymundo: raymond ray mundo
raul: rulo
salvador: chava chavo sal salva
gonzalo: chalo gonza
gustavo: gus tavo
gregorio: goyo greg gregory
graciela: chela grace
consuelo: chelo
rosario: charo chayo
socorro: coco
refugio: cuca cuco
dolores: lola loli
mercedes: meche merche
isabel: chabela isa chavela bela isabella elizabeth
elizabeth: eli liz lisa beth betty elisabet
esperanza: espe pera
concepcion: concha conchita
encarnacion: encarna
teresa: tere teresita terry
beatriz: bety bea beti
catalina: cata lina
carolina: caro
patricia: paty pati patty pat trish
leticia: lety leti
margarita: mago margot rita margaret maggie
rosa: rosita rose
ana: anita ann anne anna annie
veronica: vero
silvia: chiva
yolanda: yoli yola
monica: moni
alicia: licha alice
josefina: chepina fina josefa pepa
josefa: pepa
santiago: chago santi james diego
diego: james
jaime: james jimmy
tomas: tommy thomas tom
esteban: stephen steven steve
ernesto: neto ernie ernest
federico: fede kiko fred frederick
alfredo: fredo fred alfred
alfonso: poncho fonso alonso foncho
alonso: loncho
arturo: turo arthur art
oscar: osqui
victor: vic vito
vicente: chente vincent vince
leonardo: leo leonard
leonel: leo
lorenzo: lencho lawrence larry
florencio: lencho
lazaro: lacho
ezequiel: cheque zeke
nicolas: nico nick nicholas
andres: andy andrew
adrian: adri
cristian: chris cristi
cristobal: cristo toba chris christopher
bartolome: bartolo
domingo: mingo chomo
rodrigo: rodri rigo
rodolfo: rudy fofo rolfo
rogelio: roger roy
rolando: rolo roland
reynaldo: rey naldo
reinaldo: rey naldo
osvaldo: valdo
oswaldo: valdo
agustin: tin agus
martin: tin marty
joaquin: quincho joaco
benjamin: benja ben benny
samuel: sam sammy samy
david: dave davy
jonathan: jon jony john
marcos: mark marc
marco: mark
felipe: pipe philip phil lipe
filiberto: fili beto
cesar: chechar
hector: tito
ruben: benny
abraham: abe
emiliano: emi milo
emilio: milo emi
mauricio: mau maury
julian: juli
julio: july
angel: angelito
angela: angie
angelica: angie
veronika: nika vera
eleazar: chalo
wilfredo: fredy will willy
wilmer: wil
edgar: edgardo
nelson: nel
yesenia: yesi jessie
jessica: jessy
vanessa: vane
valentina: vale
valeria: vale
susana: susy susan sue
sofia: sofi sophie sophia
stephanie: steph fany
estefania: fany
maximiliano: max maxi
maximo: max maxi
sebastian: sebas seba
lisandro: chando
evangelina: lina eva
adelina: lina
carmen: menchu carmela carmelita
rocio: chio
araceli: chely
blanca: blanquita
lourdes: lulu
magdalena: magda malena
milagros: mila
soledad: sole chole
natividad: nati
trinidad: trini
inocencio: chencho
inocente: chencho
fulgencio: chencho
crescencio: chencho
hortencia: tencha
hortensia: tencha
aurelio: yeyo
eulalia: lala
eulogio: locho
feliciano: chano
luciano: chano
anastasio: tacho
anastacio: tacho
ponciano: chano
macario: maco
melquiades: melqui
aleksandr: sasha sanya alex shura alexander alik
aleksandra: sasha sanya shura alexandra
alexander: alex sasha
aleksei: lyosha alyosha lesha alex
aleksey: lyosha alyosha lesha alex
dmitri: dima mitya dimitri dmitry
dmitry: dima mitya dmitri
sergei: seryozha serezha serge
sergey: seryozha serezha serge
vladimir: vova volodya vlad
vladislav: vlad slava
vyacheslav: slava
yaroslav: slava yarik
nikolai: kolya nick
nikolay: kolya nick
ivan: vanya john
mikhail: misha michael
maksim: max maks
evgeni: zhenya eugene
evgeny: zhenya eugene
yevgeny: zhenya eugene
evgenia: zhenya
konstantin: kostya
pavel: pasha paul
andrei: andrew andryusha
viktor: vitya
yuri: yura
georgi: gosha zhora
boris: borya
anatoly: tolya
ekaterina: katya kate katerina
yekaterina: katya kate katerina
tatiana: tanya
tatyana: tanya
natalia: natasha nata
nataliya: natasha nata
anastasia: nastya stacy
maria: masha
olga: olya
elena: lena helen
yelena: lena helen
irina: ira
svetlana: sveta lana
ludmila: lyuda mila
lyudmila: lyuda mila
yulia: yulya julia
ksenia: ksyusha
galina: galya
oleksandr: sasha olexander
volodymyr: vova volodya vlad
mykola: kolya
mykhailo: misha
bakhtiyor: bakha
jamshid: jamik
abdulla: abdu
muhammad: mo mohd md moh muhd
mohammed: mo mohd md moh muhd
mohammad: mo mohd md moh muhd
mohamed: mo mohd md moh muhd
mehmet: memo mohammed muhammad
ahmet: ahmed ahmad
mustafa: musti mus
ibrahim: ibo brahim abraham
ismail: ismael
yusuf: joseph yousef
yakub: jacob
musa: moussa moses
isa: jesus issa
mamadou: mohamed doudou
mouhamadou: mohamed
amadou: ahmed ahmadou
abdoulaye: abdullah laye ablaye
ousmane: osman uthman
oumar: omar umar
cheikh: sheikh
aliou: ali
alioune: ali
fatoumata: fatou fatima fatim
fatimata: fatou fatima
aminata: ami mina
mariama: mary
gurpreet: gopi preet guri
gurwinder: guri
gurvinder: guri
harpreet: happy preet harry
harjinder: jinder
jaspreet: jassi preet
jaswinder: jassi jasvinder
manpreet: mani preet mannu
maninder: mani
mandeep: deep mandy
amandeep: aman
amanpreet: aman
sukhwinder: sukhi sukha
sukhdeep: sukhi
sukhpreet: sukhi
lovepreet: lovey love
ramandeep: raman
hardeep: deepa harry
kuldeep: deepa
parminder: pammi
paramjit: pamma pammi
baljit: balli
balwinder: billa
kulwinder: kindi
rajwinder: raji raju
rajinder: raji raju
rajesh: raju
sanjay: sanju
vijay: viju
krishna: kishan
lakshmi: laxmi
jitendra: jitu
mahendra: mahi
bharat: bhart
joao: jao john
joaquim: quim
francisco: chico
antonio: toninho
luiz: lula
eduardo: dudu duda
jean: john
jacques: jack
pierre: peter
philippe: phil
michel: michael
guillaume: william
jose: zeca ze
wei: william
william: bill will billy willy
robert: bob rob bobby
richard: rick dick
michael: mike mikey
joseph: joe joey
james: jim jimmy jamie
john: johnny jack
christopher: chris
anthony: tony
nicholas: nick
samuel: sam
benjamin: ben
emmanuel: manny emma manu
emanuel: manny
luis: wicho huicho lucho
alejandro: jandro jano
oscar: osky oscarin
eduardo: eddie edu lalito guayo
francisco: chisco paquito fito pacho
jose: joche josue chepito
jesus: chuyito chus
roberto: robertito
ricardo: ricardito
carlos: calin charles carlitos
miguel: miguelin
manuel: mane manolin
pedro: peyo
rafael: rafita
antonio: tonio tonito
victor: vitico victorino
hugo: huguito
jaime: jimmy
mario: marito
marvin: marvi
elmer: elmo
edwin: eddie win
wilson: wil willy
kevin: kev
brayan: brian bryan
jefferson: jeff jefri
anderson: andy
yeison: jason
jhon: john
jeremias: jere
isaias: isa
elias: eli
moises: moi
josue: josh
noe: noecito
abel: abelito
adan: adancito
efrain: efra
ezequiel: eze
fidel: fide
gerardo: gera jerry
german: mancho
geovanni: gio geo
giovanni: gio
hernan: nan
israel: isra
ivan: vancho
leandro: leo
lucas: luquitas
mateo: mat
misael: misa
nestor: tito
omar: omi
osman: osmi
roger: rogelio
salomon: salo
saul: saulito
simon: moncho
ulises: uli
valentin: vale tin
wilfredo: wil fredo
xiomara: xio
adriana: adri nana
alma: almita
blanca: blanqui
brenda: bren
cecilia: ceci chila
claudia: clau
cristina: cris tina cristy
diana: dianita
elena: nena elenita
erika: eri
esther: teche
flor: florecita
gloria: yoya
ingrid: ingri
irma: irmita
jennifer: jenny jen
julia: julita
juliana: juli
karina: kari
karla: karlita
laura: lau lauri
lidia: lidi
lorena: lore
lucia: luci lucy
marcela: marce chela
mariana: mari nana
marisol: mari sol
marta: martita
mayra: may
miriam: miri
nancy: nan
norma: normita
olga: olguita
paola: pao
paula: pau
pilar: pili
raquel: raque
rebeca: beca becky
reina: reinita
rita: ritita
sandra: sandy
sara: sarita
sonia: soni
stephany: fany
ursula: ushi
valentina: valen
victoria: vicky toya
viviana: vivi
zoila: zoilita
"""

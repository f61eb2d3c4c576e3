"""Spellings of one name in Latin letters that differ by more than their sound: one group a line, of our own making.

Chinese surnames and syllables in pinyin first, then Wade-Giles, Cantonese, Hokkien and other spellings; Korean
syllables by the state's rules first; Vietnamese, Arabic and Turkic forms whose consonants differ.
"""

ROMANISATIONS = """
wang wong ong vong
li lee lei ly
zhang cheung chang teo cheong truong chong
liu lau lao liew low luu
chen chan tan chin tran ting chern
yang yeung yeo young duong
huang wong hwang ng ooi huynh hoang bong
zhao chao chiu jiu trieu chew
wu ng goh ngo woo eng
zhou chow chou chau chew jou
xu hsu tsui hui koh shu choi chui
sun suen soon son
ma mah
zhu chu choo
hu woo wu
guo kwok kuo quek quach kwek
he ho hoh
lin lam lim
gao ko kao kou
luo lo law loh lua
zheng cheng tay cheang trinh
liang leung leong luong neo
xie hsieh tse che chia ta
song sung soong
tang tong thong
han hon
feng fung foong phung
yu yue yee
dong tung doong
xiao hsiao siu siew tieu
cheng ching chen
cao tso tsao cho
yuan yuen
deng tang teng dang
fu foo
shen shum sum
zeng tsang tseng chan
peng pang phang
lu loo luk
su so soh to
jiang chiang keung geung kong
cai tsai choi choy chua thai
jia chia ka
ding ting
wei ngai wai goei
xue hsueh sit
ye yip yeh yap diep
yan yim yen
pan poon phan pun
du to tu
dai tai
xia hsia ha
zhong chung cheong
tian tin
ren yam jen yum
jing ching king
fang fong hong
shi shih sze see
yao yiu yeo
tan tam
liao liu liew
zou chow tsou
xiong hung hsiung
jin kam chin kim king
lu luk lok
hao ho
qian chin tsien
kong hung
bai pak pai
cui tsui chui
kang hong
mao mo
qiu yau chiu khoo yow
qin chun chin tsun
gu ku koo
hou hau
shao siu
meng mang
long lung
wan man
duan tuen tuan
lei lui louie
tao to
li lai
lai lye
mo mok
chang sheung
zhen chan yan chun
ming meng
xiao hsiao siu
xin hsin sum
xing hsing hing
xue hsueh
yi i
jun chun kwan chuen
jie chieh kit
jian chien kin
hua wah wa
guang kwong kuang
guo kwok kuo
gang kong
qiang keung chiang
qing ching
zhi chi chih
zhong chung
zi tsz tzu chi
cheng shing
ping peng bing
bin pan
bo po pak
bing ping
bao po pao
da tai ta
de tak te
dong tung
fei fai
hai hoi
hong hung
hui wai
jia ka chia
mei may mui
rong wing jung
rui sui jui
shan san
sheng sing shing
shu shuk
ting
wei wai
wen man wan
xiang heung hsiang
yan yin
ying wing ying
yong wing yung
yu yuk
yue yuet
yun wan
zhen chun
kim gim ghim
lee yi i rhee rhie ri
park bak pak bag
choi choe che choy
jung jeong chung joung cheong jong
kang gang
cho jo joe
yoon yun youn
jang chang
lim im rim yim
oh o
seo suh
shin sin
kwon gwon gweon
ahn an
yoo yu ryu ryoo lyu
jeon chun jun cheon jhun
ko go koh
moon mun
bae pae
baek paek paik baik
heo hur huh ho
noh no roh ro
kwak gwak
sung seong song
joo ju chu
woo u wu
ku gu koo goo
chae che
cheon chun
bang pang
byun byeon pyon
eom um uhm
hyun hyeon
kil gil
pyo pio
young yeong yong
chul cheol chol
soo su
soon sun
sook suk
kyung gyeong kyeong kyong
kyu gyu
hee hui hi
joon jun
hoon hun
eun un
jung joong
jin chin
sik shik
suk seok sok
won weon
yeon yun youn
jae je
ki gi kee
kwang gwang
myung myeong
byung byeong
tae te
dae tae
geun keun
gun geon kun
guk kook kuk
hyuk hyeok
nguyen nguyn ruan yuen
tran chen
vu vo wu
dang deng
phung feng
muhammad mohammed mohamed mohammad muhammed mohamad mahamed mohamud mahamadou mamadou muxammad mukhammad maxamed
ahmad ahmed ahmet amadou akhmad akhmed axmad
hussein husain hossain hussain huseyin hossein hussien
hassan hasan xasan
said saeed sayid saidou
yusuf yousef youssef yusif joseph youssouf yusup yusuph yousuf yosef
osman othman uthman ousmane usman cusmaan
omar umar oumar umer omer cumar
ali aly aliou
abdullah abdallah abdulla abdoulaye abdulahi abdullahi
abdrahman abdiraxman abderrahmane abdrakhmon
ibrahim ibrahima ebrahim brahim ibraahim
mehmet muhammed mohammed muhammad
khaled khalid xalid halid
mahmoud mahmud mahmut makhmud
mustafa mustapha mostafa moustapha mostofa
suleiman sulaiman suleyman souleymane solomon
isa issa eisa
musa moussa mousa moosa
yaqub yacoub yakub yaqoob
zayd zaid zeid
jamal gamal djamal
jamil gamil djamil
jaber gaber djaber
qasim kassim gasim kasim
qaddafi gadhafi kadafi
tariq tarek tarik
taha
nour noor nur
sheikh cheikh shaikh
aisha aicha ayesha aissatou ayse
fatima fatma fatimah fatoumata fatemeh
khadija hatice kadija khadijah xadiija
zahra zohra
maryam mariam mariama meryem
rahim rakhim
karim kareem
ismail ismael ismoil
jamshid djamshid dzhamshid
juma jumah dzhuma
jahongir dzhakhongir djakhongir zhakhangir
azizbek azisbek
singh sing simgh
kaur kor
jorge georges georgi george
juan joao jean john ivan
jose joseph giuseppe yosef
pedro pierre peter pyotr petr
miguel michel michael mikhail mykhailo
guillermo guillaume william guilherme
esteban etienne stephen stefan stepan
santiago jacques
andres andre andrew andrei andrii
alejandro alexandre alexander aleksandr oleksandr
jaime james
luis luiz louis
felipe philippe filip
francisco francois
nicolas nikolai mykola nicolae
gonzalez gonsales goncalves
rodriguez rodrigues
diallo jallow jallo
diop jobe diob
ndiaye njie njai
bah ba
diatta jatta
diagne jagne
cisse ceesay sesay sissay
toure touray turay
conde conteh konte
sow sou so
sy sye si
sanogo sanoko
kone konneh
coulibaly kulibaly
fofana fofanah
keita kaita
"""

/**
 * Forms of one name: what transliteration, languages and habit make of it. A line is a name; before `:` its spellings,
 * which are the same name; behind it short and foreign forms, which often are. Written as `wordForms` leaves words.
 */
const NAMES = `
mohammed muhammad mohammad mohamed muhammed mohamad muhamad muhamed mohd mohamet mehmed mahomet muhammet mokhammed magomed mohammod mochamad mukhammad mohummad muhammadu mamadou: mehmet md mo
ahmed ahmad akhmed akhmad achmed achmad ahmet ahamed ahmat akhmat ahmadu amadou
mahmoud mahmud makhmud mahmood mehmood mahmut mehmud machmud
hamid hameed hamed khamid hamit abdulhamid
hassan hasan hassane khasan hasen hacen
hussein husain husayn hussain hossein hosein husein hussien hussin huseyin khusein houssein hocine hossain hoseyn hussayn housseyn
ali aly alee
omar umar omer oumar
othman osman uthman ousmane usman osmane othmane ottoman
abdullah abdallah abdulla abdalla abdoulaye abdullahi abdellah abdollah
abdulrahman abdurrahman abdelrahman abderrahman abderrahmane abdurakhman abdirahman abdalrahman abdelrahmane abdorrahman abdurahman abdrahman abdulrehman abdurrehman
abdulaziz abdelaziz abdalaziz abdiaziz abdulazeez abdoulaziz
abdulkarim abdelkarim abdulkareem abdalkarim abdelkrim
abdulqadir abdelkader abdulkadir abdelqader abdiqadir abdalqadir abdulkader abdelkadir
abdulmalik abdelmalek abdelmalik abdalmalik abdulmalek
abdulhamid abdelhamid abdalhamid abdelhameed abdulhameed
abdulwahab abdelwahab abdulwahhab abdelouahab abdalwahab
abdulhadi abdelhadi abdalhadi
abdulsalam abdelsalam abdussalam abdeslam abdusalam abdalsalam
yusuf youssef yousef yusef yousuf yousif yusif yussuf youcef youssouf jusuf yoosuf yussef: joseph yosef iosif josef jozef jose giuseppe yosif josip osip
joseph yosef iosif josef jozef yosif josip osip: jose giuseppe joe pepe beppe sepp zeppo
ibrahim ebrahim ibraheem ibragim brahim ibrahima ibrohim ebraheem: abraham abram avraham avram
abraham abram avraham avram abraam: abe bram
ismail ismaeel esmail ismaiel ismayil ismoil esmaeil smail: ismael ishmael
isa issa eisa essa iesa
musa mousa moussa moosa: moses mose moshe
moses moisei moshe mosheh moise moises
haroun harun haroon: aaron aron aharon
aaron aron aharon
suleiman sulaiman soleiman sulayman suleyman souleymane soliman sulejman sulaymon: solomon shlomo salomon
daoud dawood dawud davud daud dawoud davood davut: david davyd davide
david davyd davide: dave davey
yaqub yakub yaqoob yacoub yakoub: jacob yakov iakov jakob
jacob iakov yakov jakob jakub jacub jacobo giacomo yaakov jacques: diego jake jack james
james jaime: jim jimmy jamie
yahya yehia yahia yahyah jahja
khalid khaled halid haled chalid khalled
khalil halil kalil khaleel halil
jamal gamal jamaal djamal djamel jamel jemal dzhamal
jafar jaafar gaafar djafar cafer dzhafar jaffar
jibril djibril jabril cebrail jibreel: gabriel
gabriel gabriele gavriil gavril havryil: gabe
saddam sadam
said saeed saied sayeed sa'id syed sayid seyed sayed sayyid sayyed seyyed sajid
salim saleem selim salem
saleh salih salah saalih salleh
samir sameer semir
tariq tarek tarik tareq taric
umarov omarov
walid waleed oualid velid
zaid zayd zeid zayed
ziad ziyad zyad ziad
nasser naser nasir nassir nacer
nabil nabeel
rashid rasheed rachid rashed reshid rasid
rahman rehman rakhman rahmon rahmaan
karim kareem kerim
qasim kasim qassem qasem kassem gasim kacem kasem qassim qaseem
mustafa mostafa mustapha moustafa moustapha mostapha
mukhtar mokhtar muhtar moktar mochtar
murad mourad morad
mansour mansur mansoor mensur
marwan merouane marouane
amin ameen emin
amir ameer emir
anwar anouar enver
aziz azeez
bashir basheer bachir besir
bilal belal bilel
faisal faysal feisal fayssal faycal
farid fareed ferid
farouk faruq farooq faruk farouq
fatima fatimah fatma fatema faten fatoumata fatme
aisha aysha ayesha aicha aishah ayse aysheh
khadija khadijah khadeeja hatice hadija khadidja
zainab zaynab zeinab zeynep zineb zaineb
maryam mariam miriam meryem mariya maria marija miryam mariah marya: mary marie masha
mary maria marie: molly polly mimi
sarah sara zara sarai
layla leila laila leyla lejla
noor nur nour nura
huda houda hoda
ghassan gassan hassane
hadi haddi
hakim hakeem
hisham hicham hesham
idris idriss driss edris
iqbal ikbal eqbal
jabir jaber djaber
jawad javad djaouad cevad
kamal kemal kamaal
latif lateef letif
mahdi mehdi
majid majeed mejid macit madjid
malik malek melik
masoud masud massoud mesut masood
mubarak moubarak mobarak
mujahid moujahed mojahed
munir mounir moneer
nadir nader nadeer
nuri nouri noori
qadir kadir kader qader
rafiq rafik rafeeq refik
ramadan ramazan ramzan ramadhan ramdane
raouf rauf raof
riad riyad riyadh riaz
sabir saber
sadiq sadik sadegh sadeq siddiq
shaikh sheikh shaykh cheikh sheik seyh
sharif sherif shareef cherif serif
shafiq shafik chafik
suhail souhail sohail suhayl
taha tahah
tahir taher tahar
talib taleb
usama osama oussama ussama
wahid waheed
yasin yassin yaseen yassine
yasir yasser yaser
yunus younes younis yunis junus yunes
zakariya zakaria zakarya zakariyya zachary zacharias zekeriya: zak zack
zubair zubayr zoubeir zubeir
aleksandr alexander aleksander alexandre alessandro alejandro aleksandar oleksandr alexandros aliaksandr iskander iskandar iskender alexandr aleksandrs alexandru sandor: sasha alex alec sandy xander sascha shura sanya sandro alejo
aleksandra alexandra oleksandra alessandra alejandra aliaksandra: sasha alex sandra
aleksey alexei aleksei alexey alexej aleksej oleksiy alexis alyaksey oleksii aliaksei alexeï: alyosha lyosha alex
andrey andrei andrij andriy andrej andrii andreï: andrew andreas andre andres andrzej andrea andras anders ondrej andris
andrew andreas andre andres: andy drew andrea andrzej
anatoliy anatoly anatoli anatolij anatol anatole anatolii: tolya
anton antoni anthony antonio antoine antony antonij antoniy antun: tony toni tonio
artyom artem artiom artjom
boris borys
vladimir volodymyr wladimir vladimer vladimír uladzimir: vova volodya vlad
vladislav vladyslav wladislaw ladislav uladzislau wladyslaw: vlad slava
vasiliy vasily vasyl vasilii vasili wassili basil vasil basile vasilij vassily vasyliy vassili: vasya
valeriy valery valerii valerij valeri waleri valerius
valentin valentyn valentine valentino
viktor victor wiktor vittorio viktar: vitya vic
vitaliy vitaly vitalii vitalij vitali
vyacheslav viacheslav vjacheslav wjatscheslaw vyacheslau viatcheslav: slava
georgiy georgy georgi georgii heorhiy georg george georges giorgi georgios: jorge giorgio jerzy gyorgy yuri jiri zhora
yuri yuriy yury yurii iurii iouri jurij juri youri yurij yuriy: jura yura
grigoriy grigory grigori grigorii grigorij hryhoriy: gregory gregor grisha
gregory gregor gregorio grzegorz grigor krikor: greg
gennadiy gennady gennadi gennadii gennadij hennadiy guennadi: gena
dmitriy dmitry dmitri dmytro dimitri dimitry dmitrij dmitrii dimitrios dzmitry dimitar demetrius: dima mitya dimitris
denis denys dennis dionisio dionysios
yevgeniy evgeny evgeni yevgeny yevgeni evgenii evgenij jewgeni yevhen evgueni evgeniy jevgenij yevgenii yevhenii evgenyi: eugene eugen eugenio eugeniusz zhenya
eugene eugen eugenio eugeniusz: gene
yevgeniya evgenia eugenia evgeniya yevhenia jewgenija eugenie
yekaterina ekaterina kateryna jekaterina: catherine katerina katya
catherine katherine katarina caterina katharina kathryn catalina kathrine cathryn katarzyna catarina katerina: kate kathy katie cathy kat cat kitty kay
yelena elena olena jelena alena: helena helene lena
helen helena helene eleni ilona ellen: lena nell nelly
yelizaveta elizaveta yelyzaveta elisaveta: elizabeth elisabeth liza
elizabeth elisabeth elisabetta elzbieta: isabel isabella lisa beth betty liz lizzy bess eliza elsa libby
igor ihor
ilya ilia elijah elias ilija illia ilyas ilias: eli
ivan ioann ivane yvan: john johann jan jean juan vanya
john johann johannes jon johan yohannes yohanan ioannis yannis giannis: jan jean juan joao giovanni ian ivo sean shaun shawn jens hans jovan janos johnny jack hansi jonny hank
jean: jan
juan: jan
sean shaun shawn
hans hanns hanz
ivanna joanna johanna jana joan giovanna juana jane janet ioanna joana: janie hanna asia
irina iryna irene irena irini: ira
kirill kyrylo cyril kiril kyrill cyrill
konstantin kostyantyn constantine constantin konstantinos constantino kanstantsin costantino: kostya costas kostas gus
leonid leonyd leonide: lyonya leo
lyudmila ludmila liudmila lyudmyla ljudmila ludmilla: lyuda mila
maksim maxim maksym maxime maksims massimo maximo maximus: max maks
mikhail michail mihail mykhailo mixail mykhaylo mihailo mihaylo mikheil mikhael: michael misha mike
michael mikhael mikael michel michal mickael michiel: miguel mihai michele mihaly mike mick mickey mischa mitch mikey
nataliya natalya natalia nataliia natalja nathalie natalie natalija: natasha nat
nikita mykyta mikita
nikolay nikolai nikolaj nicolai mykola nikolaï mikalai nicolay: nicholas nicolas nikolaos kolya
nicholas nicolas nikolas nikolaos: niccolo nicola mikolaj miklos nikola klaus nick nico niko nicky claus
oleg oleh
olga olha helga
pavel pavlo pawel pavlos paval: paul paulo pablo paolo pol pasha
paul paulus: paulo pablo paolo pol pauly
petr pyotr peter petro pjotr petar petros piotr: pedro pietro pierre pieter peder petru per petter pete petya
pierre: pedro pietro
roman romain romano ramon
ruslan rouslan
rustam rustem roustam
sergey sergei serhiy sergej serhii sergii sergiy siarhei sergeï serguei: sergio serge sergiu seryozha
stanislav stanislaw stanislas stanislau: slava stas stan
stepan stefan: stephen
stephen steven stefan stephan: stephane etienne esteban stefano stevan istvan estevao steve stevie
svetlana svitlana swetlana sviatlana: sveta lana
semyon semen simon simeon shimon simone semion: sam
taras tarass
tatiana tatyana tetyana tatjana tetiana tatsiana: tanya tania
timofey timothy timofei timoteo tymofiy timotheus: tim timmy tima
timur taimur tamerlan temur teymur
fyodor fedor fiodor fedir fjodor feodor: theodore theodor fedya
theodore teodor theodor theodoros teodoro: ted teddy theo
yaroslav jaroslav iaroslav jaroslaw: slava
yulia julia yuliya juliya yuliia iulia julija giulia iuliia: yulya jules julie
pyotrovich petrovich
andranik antranik
armen armenak
arkadiy arkady arkadi arkadij arkadii
eduard edward eduardo edouard edvard edoardo edwardo: ed eddie ted ned ed
william: wilhelm guillaume guillermo willem bill billy will willy willie liam
wilhelm willem vilhelm: guillaume guillermo guglielmo vilim wim
robert roberto rupert ruprecht robertus: bob bobby rob robbie bert
richard ricardo riccardo richart rikard: rick dick rich ricky richie
charles: carlos carlo karel charlie chuck chas
karl carl karol charl: charles carlos carlo karel
carlos: carlo
henry henri: heinrich enrique enrico harry hank rico quique
heinrich hendrik henrik henrique hendrick: enrique enrico henry henri heinz
francis francisco francesco franz frantisek francois ferenc franciszek franciscus francois: frank paco pancho frankie fran kiko
frederick friedrich frederic federico fredrik frederik frederico fryderyk: fred freddy fritz rick
thomas tomas tommaso tomasz tomaz toma foma: tom tommy
matthew matteo mateo mathieu matthias matvey mathias mateusz mattias matej matthieu matevz: matt matty
mark marc marco marcus markus marek marcos marko marcel
luke lucas luca lukas luc loukas lukasz luka
philip philippe felipe filip filippo phillip philipp filipe filippos: phil pip
lawrence laurence lorenzo laurent lorenz laurentius lavrentiy lars: larry laurie
louis luis ludwig luigi lewis lodewijk luiz lajos ludovic: lou louie gigi
leo leon lev leonard leonardo leonid: lenny len
martin martino martijn marten marton martinus: marty
maurice mauricio maurizio moritz mauritz
vincent vicente vincenzo vincenz wincenty: vince vinnie vinny
raymond raimundo ramon raimondo raymundo: ray
ralph rolf raul raoul ralf
samuel samuil samuele shmuel samuil: sam sammy
daniel danilo daniil danil daniele danyal: dan danny
benjamin veniamin binyamin benyamin beniamino: ben benny benji
nathaniel nathanael natanael: nate nat nathan
joshua yehoshua josue giosue: josh
jonathan jonatan yonatan jonathon: jon john jonny
jeremy jeremiah jeremias yeremiya jeremie: jerry
geoffrey jeffrey jeffery godfrey gottfried: geoff jeff
gerald gerard gerhard gerardo gerrit: gerry jerry
donald donal: don donny
ronald ronaldo reinhold reynaldo reginald: ron ronnie reg reggie
kenneth kennet: ken kenny
patrick patricio patrizio padraig patryk: pat paddy
albert alberto adalbert albrecht alberts: al bert
alfred alfredo alfredas: al fred alf
arthur arturo artur arturs: art artie
christopher cristobal christoph kristof cristoforo christophe krzysztof khristofor: chris kit topher
christian cristian kristian christiaan krystian: chris
christina cristina kristina christine kristin kirsten krystyna: chris tina chrissy
douglas duglas: doug
edmund edmundo edmond: ed ned
gustav gustavo gustave gustaf: gus
harold harald haroldo: harry hal
herbert heribert herberto: herb bert
hugh hugo ugo: hughie
ignatius ignacio ignazio ignace: nacho iggy
isaac isak itzhak yitzhak ishaq izaak ishak iskhak is'haq: ike zak
joachim joaquin gioacchino yoakim: jo achim quino
manuel emanuel emmanuel immanuel manuil emanuele: manny manolo
nathan natan
oscar oskar
oswald osvaldo oswaldo: oz
rudolf rodolfo rudolph rodolphe: rudy rudi
sebastian sebastien sebastiano sebastiao: seb bastian
susan susanna susana suzanne zsuzsanna susannah: sue susie suzy
margaret margarita margarethe marguerite margherita margarete malgorzata margareta: maggie meg peggy greta rita margot marge daisy
ann anna anne hannah hanna ana anya anne: annie nan anja anita nancy
barbara varvara barbora: barb babs basia
dorothy dorothea dorota: dot dolly dora
eleanor eleonora leonora eleanore: ellie nora lenore
jennifer jenifer: jen jenny
jessica jesica: jess jessie
rebecca rebeca rebekah rivka rebekka: becky becca
rachel raquel rahel rachele rakhil
patricia patrizia: pat patty trish tricia
pamela pamella: pam
theresa teresa therese tereza: terry tess tessa
veronica veronika weronika veronique: ronnie vera
victoria viktoria vittoria viktoriya wiktoria: vicky tori vika
virginia virginie: ginny
deborah debora devora: deb debbie
judith judit judyta yehudit: judy jude
kimberly kimberley: kim
cynthia cintia: cindy
lucy lucia lucie luciya: lu
rose rosa roza: rosie
sophia sofia sophie zofia sofiya sofya: sonya sonia
zhanna jeanne zanna jana
kim gim ghim
lee yi rhee ri li yee ree
park pak bak bark paak
choi choe choy chwe tchoi
jung jeong chung chong joung cheong jong
kang gang khang
cho jo joh
yoon yun youn
lim im rim yim leem
oh o
seo suh so sur
shin sin sheen
kwon gwon kweon
ahn an
yoo yu ryu ryoo you yoo
jeon chun jun chon jeon
ko go koh goh
moon mun
son sohn
bae pae bai
baek paek paik back
heo hur huh ho
shim sim
noh roh no ro nho
ha hah
kwak gwak
sung seong song
joo ju chu
woo u wu
nam nahm
hwang whang
hyun hyeon hyon
young yeong yong
hye hae
eun un
chan chen tan chin ting
wong huang ng
wang wong ong
zhang cheung chang teo chong jang
li lee lei
liu lau low lew liew
lin lam lim
wu ng goh
guo kwok kuo kwek quek
zheng cheng tay chang
liang leung liong neo
xie tse hsieh cheah sia
xu hsu tsui hui hsue
zhou chow chou chew
zhu chu choo
zhao chao chiu
cai choi tsai chua tsoi chye
ceng tseng tsang zeng chan
deng tang teng
feng fung
xiao siu hsiao seow
ye yip yeh yap
he ho
huo fok
jiang kong chiang keung
luo law lo low
lu lo loo
ma mah
pan poon pang
qian chin tsien
qiu yau chiu khoo
song sung soong
sun suen soon
yang yeung young yeo
yu yue
yuan yuen
zhong chung cheong
peng pang
cao tso tsao
cui tsui
gao ko kao
guan kwan kuan
hong hung
hu woo wu foo
kong hung
mo mok
ren yam jen
shen sum shum
shi shih sze see
tan tam
tang tong
wei ngai
xiong hung hsiung
xue sit hsueh
yan ngan yen
yin wan
xiaoming siuming hsiaoming
jie kit chieh
guang kwong kuang
guo kwok kuo
hua wah
jun chun
jian kin chien
qiang keung chiang
rong wing jung
sheng sang
zhi chi chih
zi tsz tzu
jinping chinping
nguyen nguyên ngyuen nguyan
tran tren
le ly
pham fam
huynh hoang
singh sing
khan han khaan
kumar kumaar
gandhi gandi
das dass
chaudhry chaudhary choudhury chowdhury chaudhari choudhary chaudhri
sharma sarma
ghosh ghose
mukherjee mukhopadhyay mukherji
banerjee bandyopadhyay banerji
chatterjee chattopadhyay chatterji
reddy reddi
iyer aiyar ayyar
lakshmi laxmi
krishna krishnan kishan
vikram bikram
vishnu bishnu
gaddafi qaddafi kadhafi qadhafi gadhafi khadafi kaddafi gheddafi kadafi
assad asad essad
hamas hammas
`
const key = (word: string) => word.normalize('NFD').replace(/[^a-z]/g, '')

/** The names of which a word is a form; the second bit of each says that it is a short or foreign form. */
const CLASSES: ReadonlyMap<string, readonly number[]> = (() => {
  const classes = new Map<string, number[]>()
  NAMES.trim()
    .split('\n')
    .forEach((line, at) => {
      const [same = '', short = ''] = line.split(':')
      for (const [words, loose] of [
        [same, 0],
        [short, 1],
      ] as const)
        for (const word of words.trim().split(/\s+/).filter(Boolean))
          classes.set(key(word), [...new Set([...(classes.get(key(word)) ?? []), at * 2 + loose])])
    })
  return classes
})()

const NONE: readonly number[] = []

/** The names of which this word (a to z) is a form, as numbers; odd ones for short and foreign forms. */
export function nameClasses(word: string): readonly number[] {
  return CLASSES.get(word) ?? NONE
}

/** `same`: spellings of one name. `related`: one is a short or foreign form. */
export function classesMeet(one: readonly number[], other: readonly number[]): 'same' | 'related' | null {
  let related = false
  for (const first of one)
    for (const second of other)
      if (first >> 1 === second >> 1) {
        if ((first & 1) === 0 && (second & 1) === 0) return 'same'
        related = true
      }
  return related ? 'related' : null
}

/**
 * What invented people are called: given names, and surnames made of beginnings and endings, in A to Z and, where there
 * is one, in their own script behind `/`. Every second part is for tuning, the others only for measuring.
 */
export type Culture = {
  readonly code: string
  readonly country: string
  readonly script: string
  readonly given: { readonly male: readonly Part[]; readonly female: readonly Part[] }
  readonly starts: readonly Part[]
  readonly ends: readonly Part[]
  /** How a name goes on behind the given one: another given name, a father's name with an ending, nothing. */
  readonly middle: 'given' | 'patronymic' | 'bin' | 'none'
  readonly familyFirst?: boolean
}
export type Part = { readonly latin: string; readonly own: string }

type Row = Omit<Culture, 'given' | 'starts' | 'ends'> & { male: string; female: string; starts: string; ends: string }

const ROWS: readonly Row[] = [
  {
    ...{ code: 'english', country: 'GB', script: 'Latn', middle: 'given' },
    male: 'Oliver Harry Gareth Trevor Nigel Clive Stuart Graham Derek Keith Malcolm Norman Leslie Howard Bernard Roger',
    female:
      'Heather Gillian Brenda Maureen Hazel Joyce Doreen Beryl Sheila Shirley Marion Wendy Lynne Audrey Moira Edith',
    starts: 'Hart Wood Black Ash Thorn Brad White Lang Mar Wins Har Copp Ben Hol Roth Ever Wal Stan',
    ends: 'ford ley well field wick bury smith stone worth man',
  },
  {
    ...{ code: 'german', country: 'DE', script: 'Latn', middle: 'none' },
    male: 'Jürgen Günther Uwe Detlef Horst Dieter Ulrich Rainer Manfred Helmut Egon Siegfried Jörg Björn',
    female: 'Gudrun Ingrid Heike Renate Sieglinde Käthe Ursula Brigitte Monika Gisela Hannelore Waltraud',
    starts: 'Grün Stein Wald Kirsch Rosen Schön Eich Linden Hoch Müh Vogel Kauf Bruck Baum',
    ends: 'berg feld mann bauer hoff stein meier wald häuser ner',
  },
  {
    ...{ code: 'spanish', country: 'MX', script: 'Latn', middle: 'given' },
    male: 'Rogelio Efraín Ezequiel Gonzalo Ramiro Evaristo Heriberto Fermín Abelardo Leopoldo Anselmo Baltasar Cipriano Faustino',
    female: 'Remedios Guadalupe Consuelo Esperanza Rosario Pilar Mercedes Inmaculada Yolanda Graciela Leticia Araceli',
    starts: 'Val Mont Cas Ribe Sala Cer Agui Villa Bar Herr Quint Zam Orte Men',
    ends: 'verde alba tillo zar rero ndez nero mora guez dano',
  },
  {
    ...{ code: 'french', country: 'FR', script: 'Latn', middle: 'none' },
    male: 'Thierry Gérard Hervé Yves Fabrice Didier Gilles Benoît Loïc Cédric Bertrand Jérôme',
    female: 'Sylvie Mireille Odile Solange Josiane Chantal Véronique Ghislaine Aurélie Élodie Noémie Hélène',
    starts: 'Beau Mont Cler Roch Font Char Dela Bous Lam Gir Per Chate',
    ends: 'mont champs ette font ault vier lier quin ère bois',
  },
  {
    ...{ code: 'polish', country: 'PL', script: 'Latn', middle: 'none' },
    male: 'Zbigniew Wojciech Ryszard Grzegorz Kazimierz Bogdan Łukasz Mieczysław Zdzisław Bolesław Przemysław Radosław',
    female: 'Bożena Grażyna Wiesława Jadwiga Halina Danuta Mirosława Stanisława Urszula Agnieszka Beata Zofia',
    starts: 'Kowal Wiśni Zieliń Szym Kamiń Dąbr Piotr Jabł Grab Wójt Borow Malin',
    ends: 'ewski owski czyk owicz ak ek icki iak',
  },
  {
    ...{ code: 'russian', country: 'RU', script: 'Cyrl', middle: 'patronymic' },
    male: 'Anatoliy/Анатолий Gennadiy/Геннадий Valeriy/Валерий Arkadiy/Аркадий Vitaliy/Виталий Yevgeniy/Евгений Aleksey/Алексей Yuriy/Юрий Rostislav/Ростислав Svyatoslav/Святослав Vsevolod/Всеволод Zakhar/Захар Mikhail/Михаил Dmitriy/Дмитрий',
    female:
      'Lyudmila/Людмила Galina/Галина Zinaida/Зинаида Raisa/Раиса Nadezhda/Надежда Oksana/Оксана Larisa/Лариса Tamara/Тамара Yevdokiya/Евдокия Svetlana/Светлана Yuliya/Юлия Zhanna/Жанна',
    starts:
      'Shch/Щ Zhukov/Жуков Khar/Хар Tsvet/Цвет Chern/Черн Yak/Як Gor/Гор Mel/Мел Bogd/Богд Tikh/Тих Zaits/Зайц Rybak/Рыбак Lob/Лоб Vor/Вор',
    ends: 'ukov/уков enko/енко kovskiy/ковский anov/анов yshev/ышев olaev/олаев chenkov/ченков onin/онин ichev/ичев urin/урин',
  },
  {
    ...{ code: 'arabic', country: 'IQ', script: 'Arab', middle: 'bin' },
    male: 'Mohammed/محمد Abdulrahman/عبدالرحمن Khalid/خالد Tariq/طارق Faisal/فيصل Mukhtar/مختار Qasim/قاسم Walid/وليد Hussein/حسين Yusuf/يوسف Sulaiman/سليمان Marwan/مروان Nabil/نبيل Bashir/بشير Jamal/جمال Rashid/رشيد',
    female:
      'Khadija/خديجة Zainab/زينب Fatima/فاطمة Maryam/مريم Layla/ليلى Huda/هدى Samira/سميرة Amina/أمينة Nadia/نادية Salma/سلمى',
    starts:
      'al-Zub/الزب al-Khaf/الخف al-Mas/المس al-Sham/الشم al-Qah/القح al-Dul/الدل al-Tam/التم al-Jab/الجب al-Rub/الرب al-Haw/الهو al-Fak/الفك al-Bag/البغ',
    ends: 'aidi/يدي ouri/وري ani/اني ami/امي awi/اوي ari/اري ili/يلي dadi/دادي',
  },
  {
    ...{ code: 'persian', country: 'IR', script: 'Arab', middle: 'none' },
    male: 'Bahram/بهرام Farhad/فرهاد Siavash/سیاوش Jamshid/جمشید Rostam/رستم Ardeshir/اردشیر Kourosh/کوروش Manouchehr/منوچهر Hooshang/هوشنگ Parviz/پرویز',
    female: 'Shirin/شیرین Parvaneh/پروانه Soraya/ثریا Mahnaz/مهناز Farzaneh/فرزانه Golnaz/گلناز Nasrin/نسرین Roya/رویا',
    starts: 'Rostam/رستم Shahr/شهر Golp/گلپ Karim/کریم Tavak/توک Hashem/هاشم Bagh/باغ Mohseni/محسنی',
    ends: 'zadeh/زاده pour/پور nejad/نژاد yari/یاری fard/فرد khani/خانی',
  },
  {
    ...{ code: 'chinese', country: 'CN', script: 'Hans', middle: 'none', familyFirst: true },
    male: 'Weiming/伟明 Zhiqiang/志强 Jianguo/建国 Xiaolong/小龙 Guohua/国华 Yonghui/永辉 Haotian/浩天 Zhenyu/振宇 Minghao/明浩 Junjie/俊杰 Wenbin/文斌 Chengwu/成武',
    female:
      'Xiuying/秀英 Meiling/美玲 Lihua/丽华 Yuzhen/玉珍 Xiaohong/小红 Huifang/慧芳 Jiaxin/佳欣 Yanmei/燕梅 Qiuyue/秋月 Shuzhen/淑珍',
    starts:
      'Ouyang/欧阳 Zhang/张 Huang/黄 Zhou/周 Xu/徐 Zhu/朱 Guo/郭 Liang/梁 Zheng/郑 Xie/谢 Cao/曹 Deng/邓 Feng/冯 Xiao/萧',
    ends: '/',
  },
  {
    ...{ code: 'korean', country: 'KR', script: 'Hang', middle: 'none', familyFirst: true },
    male: 'Minsu/민수 Jihoon/지훈 Sungmin/성민 Youngho/영호 Dongwook/동욱 Kyungsoo/경수 Hyunwoo/현우 Taeyang/태양 Chulsoo/철수 Jaehyun/재현 Seungho/승호 Sangchul/상철',
    female:
      'Eunji/은지 Soyeon/소연 Hyejin/혜진 Minjung/민정 Jiwon/지원 Sunhee/선희 Kyunghee/경희 Yeonju/연주 Miyoung/미영 Boram/보람',
    starts:
      'Kim/김 Park/박 Choi/최 Jung/정 Kang/강 Yoon/윤 Lim/임 Shin/신 Kwon/권 Hwang/황 Ahn/안 Bae/배 Noh/노 Moon/문',
    ends: '/',
  },
  {
    ...{ code: 'greek', country: 'GR', script: 'Grek', middle: 'none' },
    male: 'Athanasios/Αθανάσιος Panagiotis/Παναγιώτης Evangelos/Ευάγγελος Spyridon/Σπυρίδων Christos/Χρήστος Theofilos/Θεόφιλος Stavros/Σταύρος Apostolos/Απόστολος Leonidas/Λεωνίδας Vasileios/Βασίλειος',
    female:
      'Paraskevi/Παρασκευή Anastasia/Αναστασία Chrysoula/Χρυσούλα Despoina/Δέσποινα Evgenia/Ευγενία Kyriaki/Κυριακή Vasiliki/Βασιλική Stamatia/Σταματία',
    starts: 'Papad/Παπαδ Karag/Καραγ Chatzid/Χατζηδ Mavr/Μαυρ Xenak/Ξενακ Theod/Θεοδ Stergi/Στεργι Kond/Κονδ',
    ends: 'opoulos/όπουλος akis/άκης iannis/ιάννης atos/άτος idis/ίδης oglou/όγλου',
  },
  {
    ...{ code: 'hebrew', country: 'IL', script: 'Hebr', middle: 'none' },
    male: 'Avigdor/אביגדור Gershon/גרשון Menachem/מנחם Baruch/ברוך Eliezer/אליעזר Naftali/נפתלי Zalman/זלמן Mordechai/מרדכי',
    female:
      'Batsheva/בתשבע Tziporah/ציפורה Shulamit/שולמית Yocheved/יוכבד Devorah/דבורה Penina/פנינה Malka/מלכה Chava/חוה',
    starts: 'Gold/גולד Rosen/רוזן Wein/ויין Stern/שטרן Fried/פריד Zilber/זילבר',
    ends: 'berg/ברג man/מן feld/פלד stein/שטיין baum/בוים',
  },
  {
    ...{ code: 'indian', country: 'IN', script: 'Deva', middle: 'none' },
    male: 'Rajendra/राजेन्द्र Suresh/सुरेश Harish/हरीश Mahesh/महेश Dinesh/दिनेश Ashok/अशोक Sanjay/संजय Manoj/मनोज Vinod/विनोद Prakash/प्रकाश',
    female: 'Sunita/सुनीता Kavita/कविता Meena/मीना Asha/आशा Rekha/रेखा Savita/सविता Anjali/अंजलि Pooja/पूजा',
    starts: 'Agni/अग्नि Chatur/चतुर Dev/देव Hari/हरि Jag/जग Tri/त्रि Ram/राम Bhar/भार',
    ends: 'hotri/होत्री vedi/वेदी kar/कर pathi/पाठी dwaj/द्वाज lal/लाल',
  },
  {
    ...{ code: 'georgian', country: 'GE', script: 'Geor', middle: 'none' },
    male: 'Zurab/ზურაბ Vakhtang/ვახტანგ Tengiz/თენგიზ Guram/გურამ Irakli/ირაკლი Shalva/შალვა Otar/ოთარ Levan/ლევან',
    female: 'Nino/ნინო Ketevan/ქეთევან Manana/მანანა Lamara/ლამარა Eteri/ეთერი Tamari/თამარი',
    starts: 'Kvara/კვარა Gela/გელა Tsere/წერე Maisu/მაისუ Bere/ბერე Javakh/ჯავახ',
    ends: 'shvili/შვილი dze/ძე teli/თელი skhelia/სხელია',
  },
  {
    ...{ code: 'armenian', country: 'AM', script: 'Armn', middle: 'none' },
    male: 'Hovhannes/Հովհաննես Tigran/Տիգրան Vardan/Վարդան Garegin/Գարեգին Ashot/Աշոտ Ruben/Ռուբեն Suren/Սուրեն Hrant/Հրանտ',
    female: 'Anahit/Անահիտ Siranush/Սիրանուշ Gayane/Գայանե Nune/Նունե Arpine/Արփինե Lusine/Լուսինե',
    starts: 'Petros/Պետրոս Grigor/Գրիգոր Sargs/Սարգս Harutyun/Հարություն Manuk/Մանուկ Vardan/Վարդան',
    ends: 'yan/յան',
  },
  {
    ...{ code: 'turkish', country: 'TR', script: 'Latn', middle: 'given' },
    male: 'Oğuz Çağlar Şükrü Gökhan Tuncay Erdoğan İlker Ümit Cengiz Orhan Bülent Hakan',
    female: 'Gülşen Çiğdem Şebnem Özlem Nurgül Sevgi Tülay Yıldız Aynur Emel',
    starts: 'Yıl Kara Ak Demir Öz Çelik Güneş Koç Taş Bozkurt',
    ends: 'maz oğlu türk bay kan soy demir er',
  },
  {
    ...{ code: 'vietnamese', country: 'VN', script: 'Latn', middle: 'given', familyFirst: true },
    male: 'Đức Hùng Tuấn Khánh Quang Phúc Thành Bình Cường Dũng',
    female: 'Hương Lan Phương Thảo Ngọc Yến Trinh Hạnh Oanh Nhung',
    starts: 'Nguyễn Trần Phạm Hoàng Đặng Bùi Đỗ Vũ Dương Đinh',
    ends: '/',
  },
  {
    ...{ code: 'dutch', country: 'NL', script: 'Latn', middle: 'none' },
    male: 'Joost Maarten Wouter Sjoerd Geert Bram Koenraad Ruud Diederik Huub',
    female: 'Marijke Liesbeth Annelies Saskia Femke Hanneke Truus Neeltje Wilhelmina Geertje',
    starts: 'van-der-Meu van-den-Ber de-Groo van-Dij van-der-Hoe de-Wit van-Lee ter-Hor',
    ends: 'len gh ning ksma vens kamp huis sen',
  },
  {
    ...{ code: 'nigerian', country: 'NG', script: 'Latn', middle: 'given' },
    male: 'Chukwuemeka Oluwaseun Babatunde Emeka Ikenna Adebayo Obinna Tunde Chidi Olumide',
    female: 'Ngozi Folasade Chioma Adaeze Yetunde Ifeoma Omolara Nkechi Temitope Uchenna',
    starts: 'Ade Oko Nwa Olu Eze Oba Ani Igwe',
    ends: 'yemi nkwo bueze femi chukwu sanjo kwe dike',
  },
  {
    ...{ code: 'thai', country: 'TH', script: 'Thai', middle: 'none' },
    male: 'Somchai/สมชาย Prasert/ประเสริฐ Wichai/วิชัย Thawat/ธวัช Surachai/สุรชัย Narong/ณรงค์',
    female: 'Malee/มาลี Siriporn/ศิริพร Wanida/วนิดา Kanya/กัญญา Pranee/ปราณี Somsri/สมศรี',
    starts: 'Thong/ทอง Sri/ศรี Chai/ชัย Wong/วงศ์ Rat/รัตน์ Phan/พันธ์',
    ends: 'suk/สุข sawat/สวัสดิ์ charoen/เจริญ phong/พงศ์',
  },
]

function parts(text: string): Part[] {
  return text.split(' ').map((part) => {
    const [latin = '', own = ''] = part.split('/')
    return { latin, own }
  })
}

export const CULTURES: readonly Culture[] = ROWS.map((row) => ({
  ...row,
  given: { male: parts(row.male), female: parts(row.female) },
  starts: parts(row.starts),
  ends: parts(row.ends),
}))

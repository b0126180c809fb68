import anyAscii from 'any-ascii'
import { wordForms } from '@/lib/names/name-forms'

/**
 * Words of any script in A to Z: Latin, Cyrillic and Greek by the spellings of names that the rest of the app knows
 * (three systems for Russian), Chinese by Pinyin and Cantonese, Korean by the three usual ways, Arabic and Hebrew by
 * their consonants, all others by any-ascii.
 */
export type Spelled = {
  /** Lower-case a to z and digits; the first is the most usual. */
  readonly ways: readonly string[]
  /** Its vowels are not written, so only consonants can be compared. */
  readonly bare: boolean
}

/** Spelled by ear, as passports have them: letter by letter, Arabic says little of how a name is pronounced. */
const ARABIC_NAMES = pairs(`
محمد mohammed احمد ahmed محمود mahmoud علي ali على ali حسن hassan حسين hussein عمر omar عثمان othman خالد khalid يوسف yusuf ابراهيم ibrahim
اسماعيل ismail موسى musa عيسى isa داود daoud سليمان suleiman يعقوب yaqub هارون haroun يحيى yahya زكريا zakariya مصطفى mustafa
عبدالله abdullah عبدالرحمن abdulrahman عبدالعزيز abdulaziz عبدالكريم abdulkarim عبدالقادر abdulqadir عبد abd الله allah
سعيد said سعد saad سالم salim صالح saleh سمير samir طارق tariq وليد walid زياد ziad زيد zaid ناصر nasser نبيل nabil رشيد rashid
كريم karim قاسم qasim مختار mukhtar مراد murad منصور mansour مروان marwan امين amin امير amir انور anwar بشير bashir بلال bilal
فيصل faisal فريد farid فاروق farouk فاطمة fatima عائشة aisha خديجة khadija زينب zainab مريم maryam سارة sarah ليلى layla نور noor
هدى huda جمال jamal جعفر jafar جميل jamil حبيب habib حمد hamad حمزة hamza خليل khalil رضا reza سامي sami شريف sharif صادق sadiq
طاهر tahir طه taha عادل adel عباس abbas عمار ammar فهد fahd كامل kamil كمال kamal ماجد majid مالك malik مهدي mahdi ياسر yasir ياسين yasin
يونس yunus اسامة usama ايمن ayman بكر bakr حامد hamid حكيم hakim رمضان ramadan زهير zuhair سلطان sultan سلمان salman صدام saddam
بن bin ابن ibn بنت bint ابو abu ال al ام umm
`)
const ARABIC_LETTERS = pairs(`
ا a أ a إ i آ a ء - ؤ w ئ y ب b پ p ت t ة a ث th ج j چ ch ح h خ kh د d ذ dh ر r ز z ژ zh س s ش sh ص s ض d ط t ظ z ع - غ gh ف f ق q
ك k ک k گ g ل l م m ن n ه h و w ى a ي y ی y ڤ v ھ h ہ h ے y ٹ t ڈ d ڑ r ں n ٱ a
`)

/** What may be read in two ways, within a word: waw is mostly a long vowel, and Persian says s and z for two letters. */
const ARABIC_TWICE = pairs('و u ث s ذ z ض z ة a')

/** A yod is mostly a vowel, and alef and ayin are silent. */
const HEBREW_LETTERS = pairs(`
א a ב v ג g ד d ה h ו o ז z ח h ט t י i כ k ך ch ל l מ m ם m נ n ן n ס s ע a פ f ף f צ z ץ z ק k ר r ש sh ת t
`)
const HEBREW_TWICE = pairs('ב b ו v ח ch כ ch פ p')
const HEBREW_FIRST = pairs('ב b ו v פ p')

/** Of the scripts of India, whose blocks have the same letter at the same place as Devanagari. A final a is not spoken. */
const INDIC_CONSONANTS = pairs(`
क k ख kh ग g घ gh ङ n च ch छ chh ज j झ jh ञ n ट t ठ th ड d ढ dh ण n त t थ th द d ध dh न n ऩ n प p फ ph ब b भ bh म m य y र r ऱ r ल l ळ l ऴ zh
व v श sh ष sh स s ह h क़ q ख़ kh ग़ gh ज़ z ड़ r ढ़ rh फ़ f य़ y
`)
const INDIC_VOWELS = pairs(`
अ a आ a इ i ई i उ u ऊ u ऋ ri ऍ e ऎ e ए e ऐ ai ऑ o ऒ o ओ o औ au ा a ि i ी i ु u ू u ृ ri ॅ e ॆ e े e ै ai ॉ o ॊ o ो o ौ au
`)
const INDIC_NASAL = /[\u0901\u0902]/
const VIRAMA = '\u094D'

/** Thai as its consonants begin a syllable, and as they end one. */
const THAI_LETTERS = pairs(`
ก k ข kh ฃ kh ค kh ฅ kh ฆ kh ง ng จ ch ฉ ch ช ch ซ s ฌ ch ญ y ฎ d ฏ t ฐ th ฑ th ฒ th ณ n ด d ต t ถ th ท th ธ th น n บ b ป p ผ ph ฝ f พ ph ฟ f ภ ph ม m
ย y ร r ฤ r ล l ว w ศ s ษ s ส s ห h ฬ l อ - ฮ h
`)
const THAI_FINALS = pairs(`
ข k ค k ฆ k จ t ช t ซ t ฎ t ฏ t ฐ t ฑ t ฒ t ด t ต t ถ t ท t ธ t ศ t ษ t ส t บ p ป p พ p ฟ p ภ p ญ n ณ n ร n ล n ฬ n
`)

/** Cantonese as Hong Kong writes it on identity cards, for characters of names. */
const CANTONESE = pairs(`
陳 chan 陈 chan 李 lee 張 cheung 张 cheung 黃 wong 黄 wong 王 wong 劉 lau 刘 lau 林 lam 吳 ng 吴 ng 何 ho 鄭 cheng 郑 cheng 梁 leung 羅 law 罗 law 謝 tse 谢 tse
許 hui 许 hui 馬 ma 马 ma 郭 kwok 葉 yip 叶 yip 蔡 choi 曾 tsang 鄧 tang 邓 tang 馮 fung 冯 fung 蕭 siu 萧 siu 周 chow 朱 chu 徐 tsui 胡 wu 高 ko 鍾 chung 钟 chung
方 fong 麥 mak 麦 mak 潘 poon 盧 lo 卢 lo 蘇 so 苏 so 余 yu 楊 yeung 杨 yeung 趙 chiu 赵 chiu 孫 suen 孙 suen 唐 tong 江 kong 廖 liu 關 kwan 关 kwan 簡 kan 简 kan
鄺 kwong 邝 kwong 文 man 明 ming 國 kwok 国 kwok 華 wah 华 wah 家 ka 偉 wai 伟 wai 志 chi 強 keung 强 keung 德 tak 英 ying 珍 chun 美 mei 玲 ling 嘉 ka 欣 yan
俊 chun 傑 kit 杰 kit 永 wing 健 kin 榮 wing 荣 wing 生 sang 光 kwong 海 hoi 龍 lung 龙 lung 雄 hung 輝 fai 辉 fai 耀 yiu 祖 cho 子 tsz 安 on 平 ping 玉 yuk
麗 lai 丽 lai 慧 wai 儀 yee 仪 yee 詩 sze 诗 sze 敏 man 芳 fong 少 siu 小 siu 大 tai 天 tin 長 cheung 长 cheung 東 tung 东 tung 成 shing 金 kam 賴 lai 赖 lai
湯 tong 汤 tong 彭 pang 石 shek 袁 yuen 戴 tai 姚 yiu 沈 sum 范 fan 鄒 chow 邹 chow 丁 ting 杜 to 溫 wan 温 wan 顏 ngan 颜 ngan 任 yam 薛 sit 莫 mok 霍 fok
建 kin 秀 sau 雲 wan 云 wan 春 chun 學 hok 学 hok 正 ching 宏 wang 義 yi 义 yi 仁 yan 世 sai 立 lap 民 man 新 sun 紅 hung 红 hung 梅 mui 蘭 lan 兰 lan 思 sze
`)

/** Korean syllables of which passports have other spellings than the Revised Romanization. */
const KOREAN = ways(`
김 kim gim;이 lee yi ri;박 park pak bak;최 choi choe;강 kang gang;조 cho jo;윤 yoon yun;임 lim im rim;오 oh o
서 seo suh so;신 shin sin;권 kwon gwon;안 ahn an;유 yoo yu ryu;전 jeon chun jon;고 ko go;문 moon mun;손 son sohn;배 bae pae
백 baek paek paik;허 heo hur ho;심 shim sim;노 noh roh ro;곽 kwak gwak;성 sung seong song;주 joo ju chu;우 woo u;구 koo gu ku
영 young yeong yong;은 eun un;현 hyun hyeon hyon;철 chul cheol chol;순 soon sun;수 soo su;희 hee hui;경 kyung gyeong kyong
선 sun seon son;진 jin chin;준 jun joon chun;호 ho;민 min;지 ji chi;석 suk seok sok;일 il;재 jae chae;동 dong tong;국 kook guk kuk
기 ki gi;식 sik shik;연 yeon yun yon;여 yeo yo;장 jang chang;리 ri lee yi;류 ryu yoo;림 rim lim;여정 yeojung yojong
욱 wook uk ook;혁 hyuk hyeok;형 hyung hyeong;열 yeol yul;별 byul byeol;정 jung jeong chung;혜 hye;미 mi;숙 sook suk;자 ja cha;옥 ok;상 sang;태 tae;원 won;용 yong;종 jong chong;훈 hoon hun;승 seung sung
`)

/** Words of other systems that are spelled as one: the hook of `kh`, soft signs, what German makes of Russian. */
const PINYIN_TWICE = pairs('lu lv nu nv')

const ARABIC_SCRIPT = /\p{Script=Arabic}/u
const INDIC_SCRIPT =
  /[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}]/u
const THAI_SCRIPT = /\p{Script=Thai}/u
const HEBREW_SCRIPT = /\p{Script=Hebrew}/u
const HAN = /\p{Script=Han}/u
const HANGUL = /\p{Script=Hangul}/u
const SPELLED_BY_TABLE = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}\p{Lm}]+$/u
const PLAIN = /^[a-z0-9]+$/

/** Marks of vowels, lengthening, joiners: never compared. */
const MARKS = /[\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED\u0640\u0591-\u05C7\p{Cf}]/gu
/** Written inside a word. */
const INSIDE = /['’‘`´ʼʻʿʾ′·]/gu
const SEPARATORS = /[^\p{L}\p{M}\p{N}]+/u

/** Longer texts than any name has. Bounds the work; the rest of a longer text is not looked at. */
const LONGEST_TEXT = 300
const MOST_WORDS = 16

/** The words of a name, each as it may be spelled with a to z. Empty if nothing in the text is a letter or digit. */
export function spelledWords(text: string): Spelled[] {
  const lower = text.slice(0, LONGEST_TEXT).normalize('NFKC').replace(MARKS, '').toLowerCase()
  const words = lower
    .replace(/\b(?:\p{L}\.){2,}/gu, (initials) => initials.replaceAll('.', ''))
    .replace(INSIDE, '')
    .split(SEPARATORS)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
  return words
    .flatMap((word) => (PLAIN.test(word) ? [{ ways: [word], bare: false }] : spelled(word)))
    .slice(0, MOST_WORDS)
}

function spelled(word: string): Spelled[] {
  if (HAN.test(word)) return [...word].flatMap((character) => characterOf(character))
  if (HANGUL.test(word)) return koreanOf(word)
  if (ARABIC_SCRIPT.test(word)) return arabicOf(word)
  if (HEBREW_SCRIPT.test(word)) return hebrewOf(word)
  if (INDIC_SCRIPT.test(word)) return [{ ways: [indicOf(word)], bare: false }]
  if (THAI_SCRIPT.test(word)) return bareOf([thaiOf(word)])
  if (SPELLED_BY_TABLE.test(word)) {
    const forms = [word, spokenGreek(word)].flatMap((written) => wordForms(written).flat())
    const known = forms.filter((form) => /^[A-Z]+$/.test(form) && !/.XX./.test(form)).map((form) => form.toLowerCase())
    if (known.length > 0) return [{ ways: [...new Set(known)].slice(0, 4), bare: false }]
  }
  return asciiOf(word, false)
}

function asciiOf(word: string, bare: boolean): Spelled[] {
  return anyAscii(word.replaceAll('ու', 'u'))
    .toLowerCase()
    .replace(INSIDE, '')
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map((way) => ({ ways: [way], bare }))
}

function characterOf(character: string): Spelled[] {
  if (!HAN.test(character)) return spelledWords(character)
  const pinyin = anyAscii(character)
    .toLowerCase()
    .replace(/[^a-z]/g, '')
  const forms = [pinyin, PINYIN_TWICE.get(pinyin), CANTONESE.get(character)].filter((way) => way)
  return forms.length === 0 ? [] : [{ ways: [...new Set(forms as string[])], bare: false }]
}

/** A whole name is written as one word: the surname is its first syllable, the others are the given name. */
function koreanOf(word: string): Spelled[] {
  const syllables = [...word].map((syllable) => KOREAN.get(syllable) ?? [anyAscii(syllable).toLowerCase()])
  const given = syllables.length > 2 ? syllables.slice(1) : syllables
  const surname = syllables.length > 2 ? [{ ways: syllables[0] ?? [], bare: false }] : []
  const together = given.reduce<string[]>(
    (starts, some) => starts.flatMap((start) => some.slice(0, 3).map((way) => start + way)),
    [''],
  )
  return [...surname, { ways: together.slice(0, MOST_WAYS), bare: false }]
}

const MOST_WAYS = 9

function arabicOf(word: string): Spelled[] {
  const plain = word.replace(/[أإآٱ]/g, 'ا').replace(/ى(?=.)/g, 'ي')
  const known = ARABIC_NAMES.get(plain)
  if (known) return [{ ways: [known], bare: false }]
  // The article is written together with its word.
  if (/^ال../.test(plain) && plain.length > 4) return [{ ways: ['al'], bare: false }, ...arabicOf(plain.slice(2))]
  if (/^عبدال../.test(plain))
    return bareOf(readings(plain.slice(5), ARABIC_LETTERS, ARABIC_TWICE).map((letters) => `abdul${letters}`))
  return bareOf(readings(plain, ARABIC_LETTERS, ARABIC_TWICE))
}

function hebrewOf(given: string): Spelled[] {
  // At the end it is a vowel, and no second letter of kh or sh.
  const word = given.replace(/(?<=.)ה$/, 'א')
  const [first = ''] = word
  const rest = readings(word.slice(first.length), HEBREW_LETTERS, HEBREW_TWICE)
  const starts = new Set([
    HEBREW_FIRST.get(first) ?? consonantsOf(first, HEBREW_LETTERS),
    consonantsOf(first, HEBREW_LETTERS),
  ])
  return bareOf([...starts].flatMap((start) => rest.map((end) => start + end)))
}

function bareOf(ways: readonly string[]): Spelled[] {
  const known = [...new Set(ways)].filter(Boolean).slice(0, MOST_WAYS)
  return known.length === 0 ? [] : [{ ways: known, bare: true }]
}

/** Every way to read a word whose letters have one or two sounds. */
function readings(word: string, letters: ReadonlyMap<string, string>, twice: ReadonlyMap<string, string>): string[] {
  return [...word].reduce<string[]>(
    (starts, letter, at) => {
      const usual = consonantsOf(letter, letters)
      const other = at > 0 || letters === HEBREW_LETTERS ? twice.get(letter) : undefined
      const sounds = other === undefined || starts.length > MOST_WAYS / 2 ? [usual] : [usual, other]
      return sounds.flatMap((sound) => starts.map((start) => start + sound))
    },
    [''],
  )
}

/** Upsilon after alpha and epsilon is a consonant, and a doubled gamma has an n. */
function spokenGreek(word: string): string {
  return word.replace(/([αε])[υύ](?=[αεηιουωάέήίόύώβγδζλμνρ])/g, '$1β').replace(/γ(?=[γκξχ])/g, 'ν')
}

function indicOf(word: string): string {
  const letters = [...word.normalize('NFC')].map((letter) => {
    const code = letter.codePointAt(0) ?? 0
    return code > 0x97f && code < 0xd80 ? String.fromCodePoint(0x900 + (code & 0x7f)) : letter
  })
  const sounds: string[] = []
  letters.forEach((letter, at) => {
    const consonant = INDIC_CONSONANTS.get(letter)
    const next = letters[at + 1] ?? ''
    if (consonant) {
      sounds.push(consonant)
      if (next !== VIRAMA && next !== NUKTA && !isVowelSign(next)) sounds.push(INHERENT)
    } else if (INDIC_NASAL.test(letter)) sounds.push('n')
    else sounds.push(INDIC_VOWELS.get(letter) ?? '')
  })
  return withoutSilent(sounds.filter(Boolean)).join('')
}

const INHERENT = 'A'
const NUKTA = '\u093C'
const isVowelSign = (letter: string) => letter >= '\u093E' && letter <= '\u094C'
const isVowel = (sound: string | undefined) => sound !== undefined && /^[Aaeiou]/.test(sound)

/** An inherent a is silent at the end behind one consonant, and within a word between two open syllables. */
function withoutSilent(sounds: readonly string[]): string[] {
  const left = [...sounds]
  for (let at = left.length - 1; at > 1; at -= 1) {
    if (left[at] !== INHERENT || !isVowel(left[at - 2])) continue
    const ends = at === left.length - 1
    if (ends || (!isVowel(left[at + 1]) && isVowel(left[at + 2]))) left.splice(at, 1)
  }
  return left.map((sound) => (sound === INHERENT ? 'a' : sound))
}

function thaiOf(word: string): string {
  // A killed letter is silent, with what stands above or below it.
  const spoken = [...word.replace(/.[\u0E34-\u0E3A]?\u0E4C/g, '').replace(/[\u0E47-\u0E4E]/g, '')]
  return spoken
    .map((letter, at) => {
      const ends = at === spoken.length - 1 || spoken[at - 1] === '\u0E31'
      return (ends && at > 0 && THAI_FINALS.get(letter)) || (THAI_LETTERS.get(letter) ?? '')
    })
    .join('')
}

function consonantsOf(word: string, table: ReadonlyMap<string, string>): string {
  return [...word]
    .map((letter) => table.get(letter) ?? anyAscii(letter).toLowerCase())
    .join('')
    .replace(/[^a-z0-9]/g, '')
}

function pairs(text: string): ReadonlyMap<string, string> {
  const words = text.trim().split(/\s+/)
  const found = new Map<string, string>()
  for (let at = 0; at + 1 < words.length; at += 2)
    found.set(words[at] as string, words[at + 1] === '-' ? '' : (words[at + 1] as string))
  return found
}

function ways(text: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    text
      .trim()
      .split(/[;\n]/)
      .map((row) => {
        const [first = '', ...rest] = row.trim().split(' ')
        return [first, rest] as const
      }),
  )
}

/**
 * How the letters of names are spelled with A to Z. The first spelling of each is the standard's, the others are in use
 * too: a state decides for itself, and older documents follow older rules.
 */
export type Spellings = Readonly<Record<string, readonly string[]>>

/** One line a table row: a letter, or letters that are spelled together, and their spellings. `-` is none at all. */
function spellings(text: string): Spellings {
  const rows = text.trim().split(/\s*[;\n]\s*/)
  return Object.fromEntries(
    rows
      .filter((row) => row !== '')
      .map((row) => {
        const [letters = '', ...ways] = row.split(' ')
        return [letters, ways.map((way) => (way === '-' ? '' : way))]
      }),
  )
}

/** ICAO Doc 9303 part 3, section 6 A. Letters that are not listed lose their accents. */
export const LATIN = spellings(`
  Ä AE A; Æ AE A; Å AA A; Đ D DJ; Ð D DH; Ɖ D; Ɗ D; Ə E A; Ɛ E; Ɓ B; Ɣ G; Ħ H; Ɨ I; Ƙ K; Ł L; Ñ N NXX; Ŋ N NG
  Ö OE O; Ø OE O; Ɔ O; Œ OE; ẞ SS; Ŧ T; Þ TH; Ü UE UXX U; Ʋ V; Ƴ Y
`)

/** ICAO Doc 9303 part 3, section 6 B, with the exceptions for single languages; then what passports have besides. */
export const CYRILLIC = spellings(`
  А A; Б B; В V; Г G H; Ґ G; Ѓ G GJ; Д D; Ђ D DJ; Е E YE IE JE; Ё E IO YO JO; Є IE YE; Ж ZH Z J; З Z; Ѕ DZ; И I Y; І I; Ї I YI
  Й I Y J; Ј J; К K; Ќ K KJ; Л L; Љ LJ L; М M; Н N; Њ NJ N; О O; П P; Р R; С S; Т T; Ћ C; У U OU; Ў U W; Ф F; Х KH H
  Ц TS C TC; Ч CH C TCH; Џ DZ DJ DZH; Ш SH S; Щ SHCH SHT; Ъ IE A -; Ы Y; Ь - I; Э E; Ю IU YU JU; Я IA YA JA; Ѫ U A; Ѵ Y
  Қ Q K; Ғ G GH; Ң N NG; Ө O; Ү U; Ұ U; Һ H; Ә A E; Ҳ H KH; Ҷ J CH
  ИЙ I Y; ЫЙ Y; ИЯ IA; КС X; ЗГ ZGH
`)

/** The Greek standard ELOT 743, as on Greek identity documents. */
export const GREEK = spellings(`
  Α A; Β V; Γ G; Δ D; Ε E; Ζ Z; Η I; Θ TH; Ι I; Κ K; Λ L; Μ M; Ν N; Ξ X; Ο O; Π P; Ρ R; Σ S; Τ T; Υ Y; Φ F; Χ CH; Ψ PS; Ω O
  ΟΥ OU; ΑΥ AV AF; ΕΥ EV EF; ΗΥ IV IF; ΓΓ NG; ΓΞ NX; ΓΧ NCH; ΜΠ B MP
`)

/** ICAO Doc 9303 part 3, section 6 C. Marks of vowels are left out. */
export const ARABIC = spellings(`
  ء XE; آ XAA; أ XAE; ؤ U; إ I; ئ XI; ا A; ٱ XXA; ب B; پ P; ت T; ة XTA XAH; ث XTH; ج J; چ XC; ح XH; خ XKH; د D; ذ XDH; ر R
  ز Z; ژ XJ; س S; ش XSH; ص XSS; ض XDZ; ط XTT; ظ XZZ; ع E; غ G; ف F; ق Q; ك K; ک XKK; گ XGG; ل L; م M; ن N; ه H; و W
  ى XAY; ي Y; ی XYA
`)

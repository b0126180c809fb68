import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareNames } from './compare-names'
import { nameForms } from './name-forms'

const compare = (typed: string, text: string, full = false) => compareNames(typed, { text, full })

describe('compareNames', () => {
  it.each([
    // Spaces, hyphens and apostrophes mean nothing.
    ['Wei Lin', 'WEILIN'],
    ['Weilin', 'WEI LIN'],
    ['Seo-yeon', 'SEO YEON'],
    ['Seoyeon', 'SEO YEON'],
    ['Dela Peña', 'DE LA PENA'],
    ['de la Peña', 'DELAPENA'],
    ['MacIntyre', 'MAC INTYRE'],
    ['Mc Kinley', 'MCKINLEY'],
    ['Dalla Valle', 'VALLE'],
    ['El-Masri', 'ELMASRI'],
    ['El Masri', 'EL MASRI'],
    ['O’Neill', 'ONEILL'],
    ["O'Neill", 'O NEILL'],
    ['D´Amico', 'DAMICO'],
    ['Ni‘matullah', 'NIMATULLAH'],
    ['Jean-Luc', 'JEANLUC'],
    ['Gal·la', 'GALLA'],
    // Particles, titles, suffixes, other given names, another order.
    ['van der Meer', 'MEER'],
    ['Meer', 'VAN DER MEER'],
    ['Brown Jr.', 'BROWN'],
    ['Brown', 'DR BROWN'],
    ['Anna', 'ANNA KATHARINA'],
    ['Anna K.', 'ANNA KATHARINA'],
    ['Anna Katharina', 'ANNA'],
    ['Katharina Anna', 'ANNA KATHARINA'],
    ['García Lorca', 'LORCA GARCIA'],
    // The spellings of the standard, and letters without their accents.
    ['Jäger', 'JAEGER'],
    ['Jäger', 'JAGER'],
    ['Grünewald', 'GRUENEWALD'],
    ['Grünewald', 'GRUXXNEWALD'],
    ['Grünewald', 'GRUNEWALD'],
    ['Jo\u0308rg', 'JOERG'],
    ['Nuñez', 'NUNXXEZ'],
    ['Nuñez', 'NUNEZ'],
    ['Strauß', 'STRAUSS'],
    ['STRAUẞ', 'STRAUSS'],
    ['Bjørn', 'BJOERN'],
    ['Åse', 'AASE'],
    ['Æsa', 'AESA'],
    ['Þorgerður', 'THORGERDUR'],
    ['Łucja', 'LUCJA'],
    ['Şükrü Yıldız', 'SUEKRUE YILDIZ'],
    ['İnci', 'INCI'],
    ['Nguyễn Đức', 'NGUYEN DUC'],
    ['Đurđević', 'DURDEVIC'],
    ['Đurđević', 'DJURDJEVIC'],
    ['Əliyev', 'ELIYEV'],
    ['ＹＡＭＡＤＡ', 'YAMADA'],
    // Cyrillic.
    ['Щербаков', 'SHCHERBAKOV'],
    ['Юлия', 'IULIIA'],
    ['Юлия', 'YULIYA'],
    ['Ковальчук Ігор', 'KOVALCHUK IHOR'],
    ['Љиљана Ђорић', 'LJILJANA DORIC'],
    ['Димитър', 'DIMITAR'],
    ['Александр', 'ALEXANDR'],
    ['Сёмин', 'SEMIN'],
    // Greek and Arabic.
    ['Ευάγγελος', 'EVANGELOS'],
    ['Μπουρνούσης', 'BOURNOUSIS'],
    ['محمد', 'MXHMD'],
  ])('takes %s and %s for the same name', (typed, printed) => {
    expect(compare(typed, printed)).toBe('agrees')
  })

  it.each([
    ['Berta', 'ANNA'],
    ['de Souza', 'DE ALMEIDA'],
    ['de', 'DE ALMEIDA'],
    ['Al', 'AL HARBI'],
    ['van', 'VAN DIJK'],
    ['Dalla', 'DALLA VALLE'],
    ['Mc', 'MC KINLEY'],
    ['Ap', 'AP GWYN'],
    ['Mc Kinley', 'MC'],
    ['McKinley', 'KINLEY'],
    ['Van Dijk', 'VAN'],
    ['bin Yusof', 'BIN OMAR'],
    ['García Lorca', 'GARCIA MOLINA'],
    ['Peterson', 'PETER'],
    ['J', 'JOHN'],
    ['Jäger', 'JAEGERS'],
    ['Kim', 'KI'],
    ['Сидоров', 'PETROV'],
    ['Muller', 'MILLER'],
  ])('tells %s from %s', (typed, printed) => {
    expect(compare(typed, printed)).toBe('disagrees')
  })

  it.each([
    ['Van', 'VAN'],
    ['Le', 'LE'],
    ['O', 'O'],
    ['De La', 'DELA'],
    ['Fitz', 'FITZ'],
  ])('takes the name %s for one although it looks like a particle', (typed, printed) => {
    expect(compare(typed, printed)).toBe('agrees')
  })

  it.each([
    ['王小明', 'WANG XIAOMING'],
    ['홍길동', 'HONG GILDONG'],
    ['やまだ', 'YAMADA'],
    ['דוד', 'DAVID'],
    ['สมชาย', 'SOMCHAI'],
    ['გიორგი', 'GIORGI'],
    ['محمد', 'MOHAMMED'],
    ['Παπαδάκης', 'SMITH'],
    ['Anna 小明', 'BERTA'],
    ['-', 'ANNA'],
    ['', 'ANNA'],
    ['Anna', ''],
  ])('does not judge %s and %s', (typed, printed) => {
    expect(compare(typed, printed)).toBe('unknown')
  })

  it('allows a name to be cut where it fills its space', () => {
    expect(compare('Christopher-Alexander', 'CHRISTOPHER ALEX', true)).toBe('agrees')
    expect(compare('Christopher-Alexander', 'CHRISTOPHER ALEX')).toBe('agrees')
    expect(compare('Peterson', 'PETER', true)).toBe('agrees')
    expect(compare('Woolloomooloo Warrandyte', 'WOOLLOOMOOLOO W', true)).toBe('agrees')
    expect(compare('Peterson', 'PETRA', true)).toBe('disagrees')
  })

  it('allows a long word to be cut anywhere', () => {
    expect(compare('Papadimitrakopoulos', 'PAPADIMITRAK')).toBe('agrees')
  })

  it('agrees with every spelling that it knows, written together or apart', () => {
    const letters = fc.constantFrom(...'abcdeëfgñöøßþüłđбжщюя')
    const word = fc.string({ unit: letters, minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), (words) => {
        for (const form of nameForms(words.join(' '))) {
          expect(compare(words.join('-'), form)).toBe('agrees')
          expect(compare(words.join(' '), form.replaceAll(' ', ''))).toBe('agrees')
        }
      }),
    )
  })

  it('ends soon, whatever the names', () => {
    const [typed, printed] = ['a ab aba '.repeat(40), 'A AB ABA '.repeat(40)]
    expect(compare(typed, printed, true)).toBe('agrees')
    expect(compare('ab '.repeat(12), `CD ${'AB '.repeat(11)}`)).toBe('disagrees')
    expect(compare(`x${'ю'.repeat(400)}`, 'IU'.repeat(200))).toBe('disagrees')
  })
})

describe('nameForms', () => {
  it.each([
    ['Anna-Lena  O’Neill', ['ANNA LENA ONEILL']],
    ['Müller', ['MUELLER', 'MUXXLLER', 'MULLER']],
    ['Strauß', ['STRAUSS']],
    ['Жанна', ['ZHANNA', 'ZANNA', 'JANNA']],
    ['王 小明', ['王 小明']],
    ['- 3', []],
  ])('spells %s', (name, forms) => {
    expect(nameForms(name)).toEqual(forms)
  })
})

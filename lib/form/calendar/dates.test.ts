import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FORMATTING_TAGS } from '../languages-for-tests'
import { datesIn, isoDate, joinParts, partOrder, type TypedDate, tidyPart, typePart } from './dates'
import { monthNamed } from './month-names'

/** The whole dates in a text, in ISO format as far as they are known. */
const found = (text: string, language: string) =>
  datesIn(text, language).map((date) => isoDate(joinParts(date), language))

describe('a date that is pasted', () => {
  it.each([
    ['en-US', '1985-03-04'],
    ['de', '1985-03-04'],
    ['en-GB', '04/03/1985'],
    ['en-001', '04/03/1985'],
    ['en-US', '03/04/1985'],
    ['de', '4.3.1985'],
    ['de', ' 04.03.1985 '],
    ['cs', '4. 3. 1985'],
    ['fr', '04-03-1985'],
    ['en', '1985/3/4'],
    ['hu', '1985. 03. 04.'],
    ['ja', '1985年3月4日'],
    ['ja', '１９８５／０３／０４'],
    ['ko', '1985년 3월 4일'],
    ['zh', '1985.3.4'],
    ['ar-u-nu-latn', '٠٤/٠٣/١٩٨٥'],
    ['ar-u-nu-latn', '\u200F۴\u200F/۳\u200F/۱۹۸۵'],
    ['th-u-ca-gregory', '๔/๓/๒๕๒๘'],
    ['th-u-ca-gregory', '4 มีนาคม 2528'],
    ['th-u-ca-gregory', 'วันจันทร์ที่ 4 มี.ค. พ.ศ. 2528'],
    ['en', '4 March 1985'],
    ['en', 'Monday, March 4th, 1985'],
    ['en', '4-Mar-1985'],
    ['en', '1985-Mar-04'],
    ['de', '4. März 1985'],
    ['de', 'March 4, 1985'],
    ['es', '4 de marzo de 1985'],
    ['pl', '4 marca 1985'],
    ['ru', '4 марта 1985 г.'],
    ['el', '4 Μαρτίου 1985'],
    ['vi', '4 tháng 3, 1985'],
    ['vi', 'ngày 4 tháng 3 năm 1985'],
    ['en', '1985-03-04T00:00:00Z'],
    ['en', '1985-03-04 12:30'],
    ['en', '19850304'],
    ['en-GB', '04031985'],
  ])('%s: %s fills all three parts', (language, text) => expect(found(text, language)).toEqual(['1985-03-04']))

  it('tells day and month by a number above 12, whatever the language', () => {
    for (const language of [...FORMATTING_TAGS, 'en-US', 'en-ZA']) {
      expect(found('25/12/1985', language)).toEqual(['1985-12-25'])
      expect(found('12/25/1985', language)).toEqual(['1985-12-25'])
      expect(found('1985/25/12', language)).toEqual(['1985-12-25'])
      expect(found('05.05.1985', language)).toEqual(['1985-05-05'])
    }
  })

  it('is asked about where neither it nor the language tells them apart', () => {
    for (const language of ['ja', 'ko', 'zh', 'hu', 'en-ZA'])
      expect(found('04/03/1985', language)).toEqual(['1985-03-04', '1985-04-03'])
  })

  it('keeps a year of two digits, to be asked for', () => {
    expect(found('4/3/85', 'en-GB')).toEqual(['85-3-4'])
    expect(found('85/3/4', 'ja')).toEqual(['85-3-4'])
    expect(found('4 March 85', 'en')).toEqual(['85-3-4'])
  })

  it.each([
    '04',
    ' 04 ',
    '1985',
    '03/1985',
    'May',
    '',
    '31 6 12345678',
    '45/13/1985',
    '1/2/3/4',
    'Ma 4 1985',
    'x'.repeat(5_000),
  ])('is none: %j', (text) => expect(datesIn(text, 'en-GB')).toEqual([]))

  it.each(FORMATTING_TAGS)('is read as it is written in %s', (language) => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    for (const dateStyle of ['medium', 'long', 'full'] as const) {
      const format = new Intl.DateTimeFormat(language, { dateStyle, calendar: 'gregory', timeZone: 'UTC' })
      fc.assert(
        fc.property(day, (date) => {
          expect(found(format.format(date), language)).toEqual([date.toISOString().slice(0, 10)])
        }),
      )
    }
  })

  it('never throws, and never gives more than two', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.constantFrom(...FORMATTING_TAGS),
        (text, language) => {
          expect(datesIn(text, language).length).toBeLessThanOrEqual(2)
        },
      ),
    )
  })
})

describe('a month', () => {
  it.each(FORMATTING_TAGS)('is known by the names that %s has for it, and by the English ones', (language) => {
    for (const locale of [language, 'en'])
      for (const month of ['long', 'short'] as const)
        for (const more of [{}, { day: 'numeric' }, { year: 'numeric' }] as const) {
          const format = new Intl.DateTimeFormat(locale, { month, ...more, calendar: 'gregory', timeZone: 'UTC' })
          const names = Array.from({ length: 12 }, (_, i) => {
            const parts = format.formatToParts(Date.UTC(2001, i, 15))
            return parts.find(({ type }) => type === 'month')?.value ?? ''
          })
          for (const write of [
            (name: string) => name,
            (name: string) => name.toUpperCase(),
            (name: string) => ` ${name} `,
          ])
            expect(names.map((name) => monthNamed(write(name), language))).toEqual([
              1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
            ])
        }
  })

  it.each([
    ['en', 'May', 5],
    ['en', 'sept', 9],
    ['en', 'Sept.', 9],
    ['de', 'Mai', 5],
    ['de', 'maerz', null],
    ['de', 'Marz', 3],
    ['de', 'Jänner', 1],
    ['fr', 'aout', 8],
    ['fr', 'DÉC', 12],
    ['ar-u-nu-latn', 'ابريل', 4],
    ['ar-u-nu-latn', 'آذار', 3],
    ['sr-Latn', 'мај', 5],
    ['el', 'Μάιος', 5],
    ['ja', '5月', 5],
    ['zh', '十二月', 12],
    ['vi', 'thg 5', 5],
    ['en', 'ju', null],
    ['en', 'Juno', null],
    ['en', 'Ma', null],
    ['en', '13', null],
    ['en', '0', null],
    ['en', '', null],
  ])('%s: %s', (language, word, month) => expect(monthNamed(word, language)).toBe(month))
})

describe('a part of a date', () => {
  it.each([
    ['day', ' 04 ', '04'],
    ['day', '٤', '4'],
    ['year', 'พ.ศ. 2528', '2528'],
    ['month', '03.', '03'],
    ['month', ' May', 'May'],
    ['month', 'M-a-y', 'May'],
    ['day', 'May', ''],
  ] as const)('%s: %j counts as %j', (part, text, kept) => expect(tidyPart(part, text)).toBe(kept))
})

describe('a typed date', () => {
  it.each([
    ['en', '1990-3-7', '1990-03-07'],
    ['en', '1990-03-07', '1990-03-07'],
    ['en', '1990-May-7', '1990-05-07'],
    ['de', '1990-Mai-7', '1990-05-07'],
    ['th-u-ca-gregory', '2528-3-7', '1985-03-07'],
    ['th-u-ca-gregory', '1985-3-7', '1985-03-07'],
    ['en', '2528-3-7', '2528-03-07'],
    ['en', '85-May-7', '85-5-7'],
    ['en', '1990--7', '1990--7'],
    ['en', '1990-Foo-7', '1990-Foo-7'],
  ])('%s: %s is %s', (language, typed, date) => expect(isoDate(typed, language)).toBe(date))
})

describe('a date that is typed without looking up', () => {
  /** Types key by key, as the control does: what is typed goes to the part that has the focus. */
  function typed(text: string, language: string): string {
    let date: TypedDate = { day: '', month: '', year: '' }
    let [part = 'day'] = partOrder(language)
    for (const key of text) {
      const { date: after, next } = typePart(date, part, date[part] + key, language)
      ;[date, part] = [after, next ?? part]
    }
    return isoDate(joinParts(date), language)
  }

  it.each([
    ['en-GB', '08121974', '1974-12-08'],
    ['en-GB', '8121974', '1974-12-08'],
    ['en-GB', '8/12/1974', '1974-12-08'],
    ['en-GB', '08/12/1974', '1974-12-08'],
    ['en-GB', '8 Dec 1974', '1974-12-08'],
    ['en-GB', '8 december 1974', '1974-12-08'],
    ['de', '08.12.1974', '1974-12-08'],
    ['de', '8 März 1974', '1974-03-08'],
    ['en-US', '12081974', '1974-12-08'],
    ['en-US', '12/8/1974', '1974-12-08'],
    ['ja', '19741208', '1974-12-08'],
    ['hu', '1974.12.08', '1974-12-08'],
    ['ar-u-nu-latn', '٠٨١٢١٩٧٤', '1974-12-08'],
    // Of 25 and 12 only one can be the month.
    ['en-GB', '12/25/1974', '1974-12-25'],
    ['en-US', '25/12/1974', '1974-12-25'],
  ])('%s: %s is %s', (language, text, date) => expect(typed(text, language)).toBe(date))

  it('does not go on while it is deleted', () => {
    const date = { day: '123', month: '', year: '' }
    expect(typePart(date, 'day', '12', 'en-GB').next).toBeNull()
  })
})

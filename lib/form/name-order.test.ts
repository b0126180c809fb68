import { expect, it } from 'vitest'
import { inNameOrder } from './name-order'

const order = (names: string[], language: string) =>
  inNameOrder(
    names.map((name) => ({ name })),
    language,
  ).map(({ name }) => name)

it.each(['ja', 'ko', 'zh', 'hu', 'vi', 'zh-TW'])('the family name comes first in %s', (language) => {
  expect(order(['title', 'first_name', 'middle_name', 'last_name', 'born'], language)).toEqual([
    ...['title', 'last_name', 'first_name', 'middle_name', 'born'],
  ])
  expect(order(['first_name', 'one_name', 'last_name'], language)).toEqual(['last_name', 'one_name', 'first_name'])
  expect(order(['last_name', 'first_name'], language)).toEqual(['last_name', 'first_name'])
  expect(order(['first_name', 'born'], language)).toEqual(['first_name', 'born'])
})

it('names stay as the template has them in other languages', () => {
  for (const language of ['en', 'de', 'th', 'ar-u-nu-latn'])
    expect(order(['first_name', 'last_name'], language)).toEqual(['first_name', 'last_name'])
})

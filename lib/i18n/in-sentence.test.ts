import { expect, it } from 'vitest'
import { inSentence } from './in-sentence'

it.each([
  ['Personal details', 'en', 'personal details'],
  ['ID card', 'en', 'ID card'],
  ['İkamet izni', 'tr', 'ikamet izni'],
  ['Удостоверение личности', 'ru', 'удостоверение личности'],
  ['Persönliche Angaben', 'de', 'Persönliche Angaben'],
  ['身份证件', 'zh', '身份证件'],
])('%s reads within a sentence of %s as %s', (name, language, expected) => {
  expect(inSentence(name, language)).toBe(expected)
})

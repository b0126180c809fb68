import { expect, it } from 'vitest'
import messages from '@/messages/en.json'
import { FIELD_ERROR_CODES } from './field-errors'

it('has a sentence for each error of an answer, and one for any other', () => {
  expect(Object.keys(messages.formErrors).sort()).toEqual([...FIELD_ERROR_CODES, 'invalid'].sort())
})

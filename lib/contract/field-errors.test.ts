import { expect, it } from 'vitest'
import messages from '@/messages/en.json'
import { FIELD_ERROR_CODES } from './field-errors'

it('has a text for each field error, and one for unknown ones', () => {
  expect(Object.keys(messages.formErrors).sort()).toEqual([...FIELD_ERROR_CODES, 'invalid'].sort())
})

import type { FormSchema } from '@/lib/contract/form'
import type { AnswerKind } from '@/lib/contract/manager'
import { questionCode, questionNumber } from '@/lib/contract/well-known'

/** Questions that a reviewer puts to a customer. Pure. */

const words = { name: 'answer', type: 'textarea', required: true } as const
const file = { name: 'answer_document', type: 'file_reference', purpose: 'other', required: true } as const

/** What the answer is given in. The screens have the labels of these fields in every language. */
export const ANSWER_FORMS: Readonly<Record<AnswerKind, FormSchema>> = {
  words: { sections: [{ fields: [words] }] },
  file: { sections: [{ fields: [file] }] },
  either: {
    sections: [
      {
        fields: [
          { ...words, required: false, required_unless: file.name },
          { ...file, required: false },
        ],
      },
    ],
  },
}

/** The code of the next question among a customer's steps. */
export function nextQuestionCode(steps: readonly { code: string }[]): string {
  return questionCode(1 + Math.max(0, ...steps.map(({ code }) => questionNumber(code) ?? 0)))
}

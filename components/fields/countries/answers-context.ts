import { createContext } from 'react'
import type { Answers } from '@/lib/contract/form'

/** What is answered in the form around a control: it suggests, and decides nothing. */
export const AnswersContext = createContext<Answers>({})

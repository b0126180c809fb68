import { createContext } from 'react'
import type { Answers } from '@/lib/contract/form'

/** What is answered in the form around a control: it suggests, and decides nothing. */
export const AnswersContext = createContext<Answers>({})

/** The countries that the person has named or shown in other steps, as alpha-3, the surest first. */
export const CountriesContext = createContext<readonly (string | null | undefined)[]>([])

'use client'

import { createContext, type ReactNode, useContext } from 'react'

/** The broker's mark and the way to a person, drawn on the server: they are there also where a screen has failed. */
type Whose = { mark: ReactNode; support: ReactNode }

const WhoseContext = createContext<Whose>({ mark: null, support: null })

export function WhoseProvider({ children, ...whose }: Whose & { children: ReactNode }) {
  return <WhoseContext value={whose}>{children}</WhoseContext>
}

export function useWhose(): Whose {
  return useContext(WhoseContext)
}

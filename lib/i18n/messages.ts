import type { MessageKeys, NestedKeyOf } from 'use-intl/core'
import type english from '@/messages/en.json'
import type sandbox from '@/messages/sandbox/en.json'
import type { RequiredMessages } from './required-messages'

type Checked<Required, Given extends Required> = Given

/** All messages by key. `en.json` defines them; a test requires the same keys of the other languages. */
export type Messages = Checked<RequiredMessages, typeof english> & { sandbox: typeof sandbox }

/** The keys within a namespace, such as `'personal.name'` in `'templates'`. */
export type MessageKey<Namespace extends keyof Messages> = MessageKeys<
  Messages[Namespace],
  NestedKeyOf<Messages[Namespace]>
>

// Makes keys that are not in `en.json` compile errors.
declare module 'next-intl' {
  interface AppConfig {
    Messages: Messages
  }
}

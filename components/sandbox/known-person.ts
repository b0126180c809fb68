export type KnownPerson = { name: string; userId: number; tradingLogin: number; email: string }

/**
 * With this begins the token of a link that a manager made: it may have travelled by mail, where scanners open every
 * link and some press what they find, so a person has to press Continue.
 */
export const LINK_PREFIX = 'link-'

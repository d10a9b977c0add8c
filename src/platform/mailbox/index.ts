export type { CaughtAddress, CaughtMail } from './caught-mail.ts'
export { type Catcher, type CatcherOptions, startCatcher } from './catcher.ts'

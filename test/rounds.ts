/** How often a race, kill or interleaving is repeated: `quick` on every run, `full` with `bin/test --full`. */
export const rounds = (quick: number, full: number): number => (isFull ? full : quick)

/** Whether this is `bin/test --full`, where tests may also use Postfix and SpamAssassin. */
export const isFull = process.env.WATCHLIGHT_TEST_FULL === '1'

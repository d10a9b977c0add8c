import { declareAccess, writers } from '#platform/access.ts'

declareAccess({ 'wish.write': { roles: writers } })

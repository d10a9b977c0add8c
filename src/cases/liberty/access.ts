import { declareAccess, writers } from '#platform/access.ts'

declareAccess({ 'liberty.write': { roles: writers } })

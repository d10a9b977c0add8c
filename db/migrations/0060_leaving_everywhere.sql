-- What somebody asks of every organisation of this server is handed on by the worker of the one whose link it was, sealed as
-- visitors' forms are; each finds out for itself whether it knows the address, and none learns of another.
grant insert (lane, sealed) on intake.rows to wl_worker;

using Weft.Hub.Platform.Hosting;

// Commands: serve (default), demo, migrate, settings, check; see HubCommands.
return await HubCommands.RunAsync(args);

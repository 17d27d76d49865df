global using BiPipeline.Toolkit.Lake;
global using BiPipeline.Toolkit.Lake.Tests.Stores;
global using BiPipeline.Toolkit.Lake.Tests.Writing;

global using System.Buffers;
global using System.Globalization;
global using BiPipeline.Toolkit.Lake;
global using BiPipeline.Toolkit.Lake.Tests.Stores;
global using BiPipeline.Toolkit.Lake.Tests.Writing;

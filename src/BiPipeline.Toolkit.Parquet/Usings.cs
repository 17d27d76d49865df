global using System.Buffers;
global using System.Buffers.Binary;
global using System.Globalization;
global using System.Numerics;
global using System.Runtime.CompilerServices;
global using BiPipeline.Toolkit.Parquet.Kernels;
